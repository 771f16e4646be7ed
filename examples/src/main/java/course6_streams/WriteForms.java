// Three ways to write, and how text becomes bytes: write and writeLines never suspend, what the
// system does not take at once is buffered; drain waits until the buffer is small enough. send does
// both. (J6.16, J6.17, J6.18, J6.19)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamWriter;
import asyncio.task.Future;
import asyncio.task.Task;
import java.time.Duration;

static final int LARGE = 50_000_000; // more than the system buffers

void main() {
  run(this::program);
}

void program() throws IOException {
  Future<Integer> received = createFuture();
  Future<Void> mayRead = createFuture();
  try (Server server =
          startServer(
              (reader, _) -> {
                mayRead.await();
                received.setResult(reader.read().length);
              },
              "127.0.0.1",
              0);
      Connection connection = openConnection("127.0.0.1", server.port())) {
    StreamWriter writer = connection.writer();
    writer.write("Grüße\n".getBytes(UTF_8)); // 8 bytes
    writer.writeLines(List.of("one\n".getBytes(UTF_8), "two\n".getBytes(UTF_8))); // 8 bytes
    writer.write(new byte[LARGE]);
    IO.println("much is buffered: " + (writer.writeBufferSize() > 1_000_000));

    Task<?> draining = createTask(() -> drain(writer));
    sleep(Duration.ZERO);
    IO.println("drained before the other side reads: " + draining.done());
    mayRead.setResult(null);
    draining.await();

    writer.send("the end", UTF_8); // 7 bytes
    writer.writeEof();
    IO.println("received: " + received.await() + " bytes");
  }
}

void drain(StreamWriter writer) throws IOException {
  writer.drain();
  IO.println("little is buffered: " + (writer.writeBufferSize() <= writer.writeLimits().low()));
}
