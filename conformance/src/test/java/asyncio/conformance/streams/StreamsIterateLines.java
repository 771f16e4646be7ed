package asyncio.conformance.streams;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.StreamReader;

/** A reader is an asynchronous iterator over lines; the last one may lack its end. */
public final class StreamsIterateLines extends StreamScenario {

  @Override
  protected void main() {
    run(
        () -> {
          StreamReader reader = new StreamReader();
          reader.feedData("one\n\nthree\nlast".getBytes(UTF_8));
          getRunningLoop().callLater(millis(20), reader::feedEof);
          for (byte[] line : reader) {
            print(line.length, new String(line, UTF_8).strip());
          }
          print("end");
        });
  }
}
