package asyncio.conformance.streams;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.StreamReader;
import asyncio.task.Task;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;

/**
 * Two tasks may not wait on one reader; an exception set on the reader wakes the first and stays.
 */
public final class StreamsSecondReaderRefused extends StreamScenario {

  private void read(String name, StreamReader reader) {
    try {
      print(name, new String(reader.read(10), UTF_8));
    } catch (IllegalStateException | IOException e) {
      print(name, nameOf(e));
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          StreamReader reader = new StreamReader();
          Task<Void> first = createTask(() -> read("first", reader));
          sleep(Duration.ZERO);
          read("second", reader);
          reader.setException(new SocketException("gone"));
          first.await();
          read("third", reader);
        });
  }
}
