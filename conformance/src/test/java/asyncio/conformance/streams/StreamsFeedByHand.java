package asyncio.conformance.streams;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.StreamReader;
import asyncio.task.EventLoop;

/**
 * A StreamReader fed by hand: read takes what is there, readExactly and readLine put pieces
 * together.
 */
public final class StreamsFeedByHand extends StreamScenario {

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Override
  protected void main() {
    run(
        () -> {
          StreamReader reader = new StreamReader();
          reader.feedData("abc".getBytes(UTF_8));
          print(text(reader.read(2)), text(reader.read(100)));
          EventLoop loop = getRunningLoop();
          String[] pieces = {"12", "34", "5\nrest"};
          for (int i = 0; i < pieces.length; i++) {
            byte[] piece = pieces[i].getBytes(UTF_8);
            loop.callLater(millis(20 * (i + 1)), () -> reader.feedData(piece));
          }
          print(text(reader.readExactly(3)));
          print(text(reader.readLine()).strip());
          loop.callLater(millis(20), reader::feedEof);
          print("at eof", reader.atEof());
          print(text(reader.read()));
          print("at eof", reader.atEof(), reader.read(10).length, reader.readLine().length);
        });
  }
}
