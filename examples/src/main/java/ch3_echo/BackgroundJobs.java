// Beside its sockets a loop runs jobs in the background and at set times; they are on time while
// all sockets are idle, and the sockets are served while jobs wait. (L3.T07)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws IOException {
  double start = getRunningLoop().time();
  getRunningLoop().callLater(seconds(0.25), () -> IO.println("the scheduled job"));
  try (Server server =
          startServer((reader, writer) -> writer.send(reader.readLine()), "127.0.0.1", 0);
      Connection client = openConnection("127.0.0.1", server.port())) {
    Task<?> ticking = createTask(this::tick);
    sleep(seconds(0.35)); // the client is idle
    client.writer().send("hello\n", UTF_8);
    IO.println("the answer: " + client.reader().readLine(UTF_8));
    ticking.await();
  }
  IO.println("none was early: " + (getRunningLoop().time() - start >= 0.5));
}

void tick() {
  for (int i = 1; i <= 5; i++) {
    sleep(seconds(0.1));
    IO.println("background tick " + i);
  }
}
