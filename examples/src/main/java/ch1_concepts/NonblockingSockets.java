// A read of a blocking socket would stop the thread. In non-blocking mode it returns at once, with
// nothing; the system (epoll, kqueue or what else the JDK finds) tells the loop when something has
// come, and other tasks run meanwhile. (L1.T06, L1.T07)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.task.Task;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

void main() {
  run(this::program);
}

void program() throws IOException {
  try (var server =
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var client = SocketChannel.open(server.getLocalAddress());
      var served = server.accept()) {
    client.configureBlocking(false);
    IO.println("there are " + client.read(ByteBuffer.allocate(100)) + " bytes");

    Task<?> receiving = createTask(() -> receive(client));
    for (int i = 1; i <= 3; i++) {
      sleep(seconds(0.05));
      IO.println("another task works: " + i);
    }
    served.write(ByteBuffer.wrap("hello".getBytes(UTF_8)));
    receiving.await();
  }
}

void receive(SocketChannel client) throws IOException {
  IO.println("waiting for data");
  byte[] data = sockRecv(client, 100); // suspends this task, and stops no thread
  IO.println("received " + new String(data, UTF_8));
}
