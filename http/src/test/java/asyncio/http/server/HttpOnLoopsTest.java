package asyncio.http.server;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.wrapFuture;
import static asyncio.http.support.Programs.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One server on several loops, over real sockets. */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "elsewhere ports are shared unevenly, or not at all")
class HttpOnLoopsTest {

  private static final int LOOPS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Queue<String> lifespans = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<HttpServer> ready = new CompletableFuture<>();
  private final CompletableFuture<Boolean> holding = new CompletableFuture<>();
  private final CompletableFuture<Boolean> released = new CompletableFuture<>();

  /** An application of one loop, which says its number. */
  private final class Numbered implements HttpApplication {

    private final int number;
    private @Nullable EventLoop loop;

    Numbered(int number) {
      this.number = number;
    }

    @Override
    public void startUp() {
      loop = getRunningLoop();
      lifespans.add("start " + number);
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
      assertThat(getRunningLoop()).isSameAs(loop);
      if (exchange.request().target().equals("/hold")) {
        holding.complete(true);
        wrapFuture(released).await();
      }
      Apps.answer(exchange, "loop " + number);
    }

    @Override
    public void shutDown() {
      assertThat(getRunningLoop()).isSameAs(loop);
      lifespans.add("stop " + number);
    }
  }

  private HttpServer start() throws Exception {
    return start(HttpServerOptions.DEFAULT);
  }

  private HttpServer start(HttpServerOptions options) throws Exception {
    int number = lifespans.size() + 1;
    HttpServer server = HttpServer.start(new Numbered(number), "127.0.0.1", 0, options);
    if (number == LOOPS) {
      ready.complete(server);
    }
    return server;
  }

  private Task<@Nullable Void> serveAll() {
    return serveAll(this::start);
  }

  private static Task<@Nullable Void> serveAll(Coroutine<HttpServer> start) {
    return createTask(() -> HttpServer.serveOnLoops(LOOPS, PATIENCE, start));
  }

  private void assertAllEnded() {
    assertThat(lifespans)
        .startsWith("start 1", "start 2", "start 3")
        .containsExactlyInAnyOrder("start 1", "start 2", "start 3", "stop 1", "stop 2", "stop 3");
  }

  /** Returns when no loop accepts any more, so that each has been told to stop. */
  private static void awaitRefusal(int port) {
    try {
      while (true) {
        openConnection("127.0.0.1", port).abort();
      }
    } catch (IOException refused) {
      // by all
    }
  }

  @Test
  void requestsAreSpreadAndEachLoopHasItsApplication() {
    run(
        () -> {
          Task<@Nullable Void> serving = serveAll();
          HttpServer one = wrapFuture(ready).await();
          Set<String> answers = new HashSet<>();
          for (int i = 0; i < 60; i++) {
            try (RawClient client = RawClient.of(one)) {
              client.send("GET / HTTP/1.1\nHost: x\n\n");
              answers.add(client.response().lines().reduce((_, last) -> last).orElseThrow());
            }
          }
          assertThat(answers).isSubsetOf("loop 1", "loop 2", "loop 3").hasSizeGreaterThan(1);
          serving.cancel();
          assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
          assertAllEnded();
        });
  }

  /** Each request comes over a connection of its own. */
  @Test
  void allLoopsServeOverTls() {
    run(
        () -> {
          TlsContext tls = TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem"));
          TlsContext trusting = TlsContext.forClient(resource("ca.pem"));
          Task<@Nullable Void> serving =
              serveAll(() -> start(HttpServerOptions.DEFAULT.withStreams(s -> s.withTls(tls))));
          HttpServer one = wrapFuture(ready).await();
          Set<String> answers = new HashSet<>();
          try (ClientSession session = ClientSession.builder().tls(trusting).build()) {
            for (int i = 0; i < 60; i++) {
              try (ClientResponse response =
                  session.request("GET", one.url()).header("Connection", "close").send()) {
                answers.add(response.text());
              }
            }
          }
          assertThat(answers).containsExactlyInAnyOrder("loop 1", "loop 2", "loop 3");
          serving.cancel();
          assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
          assertAllEnded();
        });
  }

  @Test
  void aRequestThatIsBeingServedEndsBeforeItsApplication() {
    run(
        () -> {
          Task<@Nullable Void> serving = serveAll();
          HttpServer one = wrapFuture(ready).await();
          try (RawClient client = RawClient.of(one)) {
            int port = one.port();
            client.send("GET /hold HTTP/1.1\nHost: x\n\n");
            wrapFuture(holding).await();
            serving.cancel();
            awaitRefusal(port);
            assertThat(serving.done()).isFalse();
            released.complete(true);
            assertThat(client.response()).startsWith("HTTP/1.1 200").contains("loop ");
          }
          assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
          assertAllEnded();
        });
  }

  @Test
  void anApplicationThatFailsToStartStopsTheOthers() {
    run(
        () -> {
          Task<@Nullable Void> serving =
              serveAll(
                  () -> {
                    if (lifespans.size() == 2) {
                      throw new IllegalStateException("no tea left");
                    }
                    return start();
                  });
          assertThatThrownBy(serving::await).hasMessage("no tea left");
          assertThat(lifespans).containsExactlyInAnyOrder("start 1", "start 2", "stop 1", "stop 2");
        });
  }
}
