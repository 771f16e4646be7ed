package asyncio.conformance.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.IncompleteReadError;
import asyncio.stream.StreamReader;

/**
 * readExactly and readUntil at an early end: IncompleteReadError carries what came; readLine just
 * returns it.
 */
public final class StreamsIncompleteRead extends StreamScenario {

  private static StreamReader readerOf(String data) {
    StreamReader reader = new StreamReader();
    reader.feedData(data.getBytes(UTF_8));
    reader.feedEof();
    return reader;
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            readerOf("abc").readExactly(5);
          } catch (IncompleteReadError e) {
            print("readexactly", new String(e.partial(), UTF_8), e.expected());
          }
          try {
            readerOf("no separator").readUntil(new byte[] {';'});
          } catch (IncompleteReadError e) {
            print("readuntil", new String(e.partial(), UTF_8), e.expected());
          }
          print("readline", new String(readerOf("no line end").readLine(), UTF_8));
          print("readexactly 0", readerOf("").readExactly(0).length);
          try {
            readerOf("abc").readExactly(-1);
          } catch (IllegalArgumentException e) {
            print("IllegalArgumentException");
          }
        });
  }
}
