package asyncio.net;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.serveOnLoops;
import static asyncio.Asyncio.startServer;
import static asyncio.Asyncio.startUnixServer;
import static asyncio.Asyncio.wrapFuture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.stream.Connection;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One server on several loops, with real sockets and clients. */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "elsewhere ports are shared unevenly, or not at all")
class ServingLoopsTest {

  private static final String LOCALHOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Says on which loop it runs, then does what each line asks for. */
  private final class Site {

    final Queue<EventLoop> loops = new ConcurrentLinkedQueue<>();
    final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Boolean> complete = new CompletableFuture<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final int count;

    Site(int count) {
      this.count = count;
    }

    Server start() throws IOException {
      Server server = startServer(this::serve, LOCALHOST, 0);
      port.complete(((InetSocketAddress) server.addresses().getFirst()).getPort());
      loops.add(getRunningLoop());
      if (loops.size() == count) {
        complete.complete(true);
      }
      return server;
    }

    private void serve(Connection connection) {
      try {
        int number = List.copyOf(loops).indexOf(getRunningLoop());
        connection.writer().send(number + "\n", UTF_8);
        for (String line : connection.reader().lines(UTF_8)) {
          switch (line) {
            case "stop the loop" -> getRunningLoop().stop();
            default -> connection.writer().send(line + "\n", UTF_8);
          }
        }
      } catch (IOException aborted) {
        // by the client, or as the server stops
      } finally {
        ended.incrementAndGet();
      }
    }

    Connection connect() throws IOException {
      wrapFuture(complete).await();
      return openConnection(LOCALHOST, wrapFuture(port).await());
    }

    Task<@Nullable Void> serveAll() {
      return createTask(() -> serveOnLoops(count, PATIENCE, this::start));
    }
  }

  private static void assertAllClosed(Site site) throws IOException {
    assertThat(site.loops).allMatch(EventLoop::isClosed);
    assertThatThrownBy(() -> openConnection(LOCALHOST, site.port.getNow(0)))
        .isInstanceOf(SocketException.class);
  }

  /** Returns when no loop accepts any more, so that each has been told to stop. */
  private static void awaitRefusal(Site site) {
    try {
      while (true) {
        site.connect().abort();
      }
    } catch (IOException refused) {
      // by all
    }
  }

  @Test
  void connectionsAreSpreadAndCancellationStopsAll() {
    run(
        () -> {
          Site site = new Site(3);
          Task<@Nullable Void> serving = site.serveAll();
          Set<String> numbers = new HashSet<>();
          for (int i = 0; i < 60; i++) {
            try (Connection connection = site.connect()) {
              numbers.add(connection.reader().readLine(UTF_8));
              connection.writer().send("hello\n", UTF_8);
              assertThat(connection.reader().readLine(UTF_8)).isEqualTo("hello");
            }
          }
          assertThat(numbers).isSubsetOf("0", "1", "2").hasSizeGreaterThan(1);
          serving.cancel();
          assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
          assertThat(site.ended).hasValue(60);
          assertAllClosed(site);
        });
  }

  @Test
  void stoppingLetsConnectionsEnd() {
    run(
        () -> {
          Site site = new Site(2);
          Task<@Nullable Void> serving = site.serveAll();
          try (Connection connection = site.connect()) {
            connection.reader().readLine(UTF_8);
            serving.cancel();
            connection.writer().send("still there\n", UTF_8);
            assertThat(connection.reader().readLine(UTF_8)).isEqualTo("still there");
            assertThat(serving.done()).isFalse();
          }
          assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
          assertAllClosed(site);
        });
  }

  @Test
  void aSecondCancellationAbortsTheConnections() {
    run(
        () -> {
          Site site = new Site(2);
          Task<@Nullable Void> serving = site.serveAll();
          try (Connection connection = site.connect()) {
            connection.reader().readLine(UTF_8);
            serving.cancel();
            awaitRefusal(site);
            connection.writer().send("still there\n", UTF_8);
            assertThat(connection.reader().readLine(UTF_8)).isEqualTo("still there");
            serving.cancel();
            assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
            assertThat(site.ended.get()).isPositive();
          }
          assertAllClosed(site);
        });
  }

  @Test
  void aLoopThatFailsStopsTheOthers() {
    run(
        () -> {
          Site site = new Site(3);
          Task<@Nullable Void> serving = site.serveAll();
          try (Connection connection = site.connect()) {
            connection.writer().send("stop the loop\n", UTF_8);
            assertThatThrownBy(serving::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopped before");
          }
          assertAllClosed(site);
        });
  }

  @Test
  void aLoopThatCannotStartStopsTheOthers() {
    run(
        () -> {
          Site site = new Site(3);
          try (Listener taken = Sockets.listen(getRunningLoop())) {
            int port = ((InetSocketAddress) taken.localAddress()).getPort();
            assertThatThrownBy(
                    () ->
                        serveOnLoops(
                            3,
                            PATIENCE,
                            () ->
                                site.loops.size() < 2
                                    ? site.start()
                                    : startServer(site::serve, LOCALHOST, port)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining(LOCALHOST);
          }
          assertThat(site.loops).hasSize(2);
          assertAllClosed(site);
        });
  }

  @Test
  void aServerThatIsClosedEndsAll() {
    run(
        () -> {
          Queue<Server> servers = new ConcurrentLinkedQueue<>();
          CompletableFuture<Boolean> complete = new CompletableFuture<>();
          Task<@Nullable Void> serving =
              createTask(
                  () ->
                      serveOnLoops(
                          2,
                          PATIENCE,
                          () -> {
                            Server server = new Site(2).start();
                            servers.add(server);
                            if (servers.size() == 2) {
                              complete.complete(true);
                            }
                            return server;
                          }));
          wrapFuture(complete).await();
          Server first = servers.remove();
          first.getLoop().callSoonThreadsafe(first::close);
          serving.await();
          assertThat(first.getLoop().isClosed()).isTrue();
        });
  }

  @Test
  void whatCannotBeSharedIsRefused(@TempDir Path folder) {
    run(
        () -> {
          assertThatThrownBy(() -> serveOnLoops(0, PATIENCE, () -> new Site(1).start()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("at least 1, and is 0");
          Path path = folder.resolve("s");
          assertThatThrownBy(
                  () -> serveOnLoops(2, PATIENCE, () -> startUnixServer((_, _) -> {}, path)))
              .isInstanceOf(UnsupportedOperationException.class)
              .hasMessageContaining("serve it on one loop");
        });
  }
}
