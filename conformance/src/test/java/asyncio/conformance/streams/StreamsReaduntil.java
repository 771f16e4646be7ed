package asyncio.conformance.streams;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.StreamReader;
import asyncio.task.EventLoop;

/**
 * readUntil includes the separator, which may come in two pieces; what follows stays in the buffer.
 */
public final class StreamsReaduntil extends StreamScenario {

  @Override
  protected void main() {
    run(
        () -> {
          StreamReader reader = new StreamReader();
          EventLoop loop = getRunningLoop();
          reader.feedData("key=value".getBytes(UTF_8));
          loop.callLater(millis(20), () -> reader.feedData("\r".getBytes(UTF_8)));
          loop.callLater(millis(40), () -> reader.feedData("\nnext\r\nlast".getBytes(UTF_8)));
          for (int i = 0; i < 2; i++) {
            byte[] part = reader.readUntil("\r\n".getBytes(UTF_8));
            print(new String(part, UTF_8).strip(), part.length);
          }
          print(new String(reader.read(100), UTF_8));
          try {
            reader.readUntil(new byte[0]);
          } catch (IllegalArgumentException e) {
            print("IllegalArgumentException for an empty separator");
          }
        });
  }
}
