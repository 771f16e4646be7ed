// The other side of ChatServer, for the terminal:
// ./asyncio ChatClient.java [NICKNAME [HOST [PORT]]]
// Sends each line that is typed, and prints what comes above it; /quit or the end of the input
// leaves.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.process.Prompt;
import asyncio.stream.Connection;
import asyncio.stream.StreamWriter;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;

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
  try (Connection connection = openConnection(host, port);
      Prompt prompt = Prompt.open("> ")) {
    StreamWriter writer = connection.writer();
    taskGroup(
        group -> {
          for (String line : firstLines) {
            writer.send(line + "\n", UTF_8);
          }
          Task<?> typing = group.createTask(() -> sendTyped(prompt, writer));
          connection.reader().lines(UTF_8).forEach(prompt::print);
          typing.cancel(); // the server has ended the connection
        });
  }
}

void sendTyped(Prompt prompt, StreamWriter writer) throws IOException {
  for (String line = prompt.readLine(); line != null; line = prompt.readLine()) {
    writer.send(line + "\n", UTF_8);
  }
  writer.writeEof(); // the server understands that we leave
}
