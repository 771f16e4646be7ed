package asyncio.conformance.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.LimitOverrunError;
import asyncio.stream.StreamReader;

/**
 * Past the limit readUntil fails and leaves the data in the buffer; readLine fails, too, and throws
 * the line away.
 */
public final class StreamsLimitOverrun extends StreamScenario {

  private static final byte[] SEMICOLON = {';'};

  @Override
  protected void main() {
    run(
        () -> {
          StreamReader reader = new StreamReader(8);
          reader.feedData("0123456789ABCDEF;tail;".getBytes(UTF_8));
          try {
            reader.readUntil(SEMICOLON);
          } catch (LimitOverrunError e) {
            print("LimitOverrunError", e.consumed());
          }
          print("skipped", new String(reader.readExactly(17), UTF_8));
          print("then", new String(reader.readUntil(SEMICOLON), UTF_8));
          reader.feedData("a very long line indeed\nshort\n".getBytes(UTF_8));
          try {
            reader.readLine();
          } catch (LimitOverrunError e) {
            print("LimitOverrunError");
          }
          print("then", new String(reader.readLine(), UTF_8).strip());
          StreamReader unfinished = new StreamReader(8);
          unfinished.feedData("0123456789ABCDEF".getBytes(UTF_8));
          try {
            unfinished.readUntil(SEMICOLON);
          } catch (LimitOverrunError e) {
            print("LimitOverrunError", e.consumed());
          }
        });
  }
}
