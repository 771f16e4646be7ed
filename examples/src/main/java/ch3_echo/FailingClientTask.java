// A task that serves a client fails, and nobody awaits it. The server and the other clients go on;
// the loop's exception handler is told, but only when the task is collected, or the loop closed.
// Whoever wants to know at once catches the failure in the task itself. (L3.T04)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.task.Action;
import asyncio.task.Task;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

final List<Task<?>> serving = new ArrayList<>();

void main() {
  IO.println("nobody awaits the tasks");
  run(() -> program(this::echo));
  IO.println("the tasks catch what happens");
  run(() -> program(this::echoAndCatch));
}

interface Handler {
  void serve(SocketChannel client) throws IOException;
}

void program(Handler handler) throws IOException {
  getRunningLoop()
      .setExceptionHandler(
          (_, context) -> IO.println(context.message() + ": " + context.exception().getMessage()));
  try (var server =
      ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
    server.configureBlocking(false);
    Task<?> accepting = createTask(() -> acceptForever(server, handler));
    IO.println("boom gets: " + visit(server.getLocalAddress(), "boom"));
    IO.println("hello gets: " + visit(server.getLocalAddress(), "hello"));
    accepting.cancel();
  }
}

void acceptForever(ServerSocketChannel server, Handler handler) throws IOException {
  while (true) {
    SocketChannel client = sockAccept(server);
    Action serve = () -> handler.serve(client);
    serving.add(createTask(serve));
  }
}

void echo(SocketChannel client) throws IOException {
  try (client) {
    byte[] data = sockRecv(client, 1024);
    if (new String(data, UTF_8).equals("boom")) {
      throw new IllegalStateException("an unexpected network error");
    }
    sockSendall(client, data);
  }
}

void echoAndCatch(SocketChannel client) throws IOException {
  try {
    echo(client);
  } catch (IllegalStateException e) {
    IO.println("caught: " + e.getMessage());
  }
}

String visit(SocketAddress address, String message) throws IOException {
  try (SocketChannel socket = SocketChannel.open()) {
    socket.configureBlocking(false);
    sockConnect(socket, address);
    sockSendall(socket, message.getBytes(UTF_8));
    return new String(sockRecv(socket, 1024), UTF_8);
  }
}
