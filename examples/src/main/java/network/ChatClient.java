// The other side of ChatServer, for the terminal:
// ./asyncio ChatClient.java [NICKNAME [HOST [PORT]]]
// Sends each line that is typed, and prints what comes; /quit or the end of the input leaves.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.queue.Queue;
import asyncio.stream.Connection;
import asyncio.stream.StreamWriter;
import asyncio.task.EventLoop;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;
import java.util.concurrent.BlockingQueue;

void main(String[] arguments) {
  String host = arguments.length > 1 ? arguments[1] : "127.0.0.1";
  int port = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8899;
  List<String> firstLines = arguments.length > 0 ? List.of(arguments[0]) : List.of();
  try {
    run(() -> chat(host, port, firstLines));
  } catch (ExceptionGroup e) {
    fail("lost: " + e.exceptions().getFirst().getMessage());
  } catch (Exception e) {
    fail("no chat: " + e.getMessage());
  }
}

void fail(String message) {
  System.err.println(message);
  System.exit(1);
}

void chat(String host, int port, List<String> firstLines) throws IOException {
  try (Connection connection = openConnection(host, port)) {
    StreamWriter writer = connection.writer();
    taskGroup(
        group -> {
          sendAll(firstLines, writer);
          Task<?> typing = group.createTask(() -> sendTyped(writer));
          connection.reader().lines(UTF_8).forEach(IO::println);
          typing.cancel(); // the server has ended the connection
        });
  }
}

void sendTyped(StreamWriter writer) throws IOException {
  sendAll(typedLines(), writer);
  writer.writeEof(); // the server understands that we leave
}

void sendAll(Iterable<String> lines, StreamWriter writer) throws IOException {
  for (String line : lines) {
    writer.send(line + "\n", UTF_8);
  }
}

/**
 * The lines as they are typed, up to the end of the input. To read the terminal blocks, so a thread
 * of its own does it; a daemon, because nobody could end its last read.
 */
Iterable<String> typedLines() {
  EventLoop loop = getRunningLoop();
  Queue<String> lines = new Queue<>();
  BlockingQueue<String> handOver = lines.forThreads();
  Thread.ofPlatform()
      .daemon()
      .start(
          () -> {
            for (String line = IO.readln(); line != null; line = IO.readln()) {
              handOver.add(line);
            }
            loop.callSoonThreadsafe(lines::shutdown);
          });
  return lines;
}
