package asyncio.http.server;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Thousands of clients that have asked, and may ask again. */
class KeepAliveTest {

  private static final int CLIENTS = 5_000;
  private static final int DESCRIPTORS = 2 * CLIENTS + 500;
  private static final int BYTES_AT_MOST = 16 << 10;
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);

  /** The clients' own share is counted in, and small. */
  @AsyncTest(time = TimeMode.REAL)
  void eachCostsLittleHeap() throws Exception {
    assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() >= DESCRIPTORS,
        () -> CLIENTS + " connections need " + DESCRIPTORS + " descriptors; see ulimit -n");
    HttpServerOptions options =
        HttpServerOptions.DEFAULT.withStreams(
            streams -> streams.withListen(streams.listen().withBacklog(CLIENTS)));
    try (HttpServer server = HttpServer.start(Apps::echo, "localhost", 0, options)) {
      int port = server.port();
      toThread(
          () -> {
            disconnect(ask(port, 100));
          });
      awaitConnections(server, 0);
      long before = liveHeapBytes();
      List<SocketChannel> clients = toThread(() -> ask(port, CLIENTS));
      awaitConnections(server, CLIENTS);
      long bytesOfEach = (liveHeapBytes() - before) / CLIENTS;
      System.out.println(CLIENTS + " kept connections: " + bytesOfEach + " bytes of heap each");
      toThread(() -> disconnect(clients));
      awaitConnections(server, 0);
      assertThat(bytesOfEach).isLessThan(BYTES_AT_MOST);
    }
  }

  private static void awaitConnections(HttpServer server, int count) {
    while (server.connections() != count) {
      sleep(seconds(0.01));
    }
  }

  private static List<SocketChannel> ask(int port, int count) throws IOException {
    List<SocketChannel> clients = new ArrayList<>();
    ByteBuffer answer = ByteBuffer.allocate(1_000);
    for (int i = 0; i < count; i++) {
      SocketChannel client =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      client.write(ByteBuffer.wrap(REQUEST));
      client.read(answer.clear());
      clients.add(client);
    }
    return clients;
  }

  private static void disconnect(List<SocketChannel> clients) throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
  }

  private static long liveHeapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
