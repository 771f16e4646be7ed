package asyncio.http.server;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asyncio.engine.Engine;
import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Thousands of clients in another process that have asked, and may ask again. */
class KeepAliveTest {

  /** What a connection holds is the same on both but for its coroutine, and the other is slower. */
  private static final int CLIENTS = Engine.current().name().equals("fast") ? 10_000 : 2_000;

  private static final int DESCRIPTORS = CLIENTS + 500;
  private static final int BYTES_AT_MOST = 16 << 10;
  private static final ProcessOptions PIPES =
      ProcessOptions.DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE);

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
      try (Process few = connect(server, 100)) {
        disconnect(server, few);
      }
      long before = liveHeapBytes();
      try (Process clients = connect(server, CLIENTS)) {
        long bytesOfEach = (liveHeapBytes() - before) / CLIENTS;
        System.out.println(CLIENTS + " kept connections: " + bytesOfEach + " bytes of heap each");
        disconnect(server, clients);
        assertThat(bytesOfEach).isLessThan(BYTES_AT_MOST);
      }
    }
  }

  /** Returns when all of them have asked and were answered. */
  private static Process connect(HttpServer server, int count) throws IOException {
    Process clients =
        createSubprocessExec(
            PIPES,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KeptClients.class.getName(),
            String.valueOf(server.port()),
            String.valueOf(count));
    assertThat(clients.stdout().readLine()).asString(UTF_8).isEqualTo("connected\n");
    assertThat(server.connections()).isEqualTo(count);
    return clients;
  }

  private static void disconnect(HttpServer server, Process clients) throws IOException {
    clients.stdin().close();
    assertThat(clients.await()).isZero();
    while (server.connections() > 0) {
      sleep(seconds(0.01));
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
