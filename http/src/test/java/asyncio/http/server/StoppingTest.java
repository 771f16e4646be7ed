package asyncio.http.server;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.http.server.SimulatedServer.settle;
import static asyncio.http.server.SimulatedServer.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The end of a server, with clients that are being served. */
class StoppingTest {

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  @AsyncTest
  void stoppingClosesIdleConnectionsAtOnceAndLetsRequestsEnd() throws Exception {
    HttpServer server = start(Apps.after(seconds(5)));
    try (RawClient idle = RawClient.of(server);
        RawClient busy = RawClient.of(server)) {
      busy.send("GET / HTTP/1.1\nHost: x\n\n");
      settle();
      Task<?> stopping = createTask(() -> server.stop(seconds(60)));
      assertThat(idle.rest()).isEmpty();
      assertThat(getRunningLoop().time()).isLessThan(2);
      assertThat(busy.rest()).contains("Connection: close").endsWith("served");
      stopping.await();
      assertThat(getRunningLoop().time()).isBetween(5.0, 6.0);
    }
    settle();
  }

  @AsyncTest
  void stoppingCutsOffWhatTakesTooLong() throws Exception {
    List<String> events = new ArrayList<>();
    HttpApplication endless =
        new HttpApplication() {
          @Override
          public void serve(Exchange exchange) {
            try {
              sleep(Duration.ofDays(1));
            } catch (CancelledError cancelled) {
              events.add("cancelled");
              throw cancelled;
            }
          }

          @Override
          public void shutDown() {
            events.add("shut down");
          }
        };
    HttpServer server = start(endless);
    try (RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      settle();
      server.stop(seconds(10));
      assertThat(getRunningLoop().time()).isBetween(11.0, 12.0);
      assertThat(events).containsExactly("cancelled", "shut down");
      client.abort();
    }
    settle();
  }

  /** An application that suspends in every way, and a moment to be cut off for each of them. */
  @AsyncTest
  void stoppingAtWhateverMomentLeavesNothing() throws Exception {
    int[] running = new int[1];
    HttpApplication busy =
        exchange -> {
          running[0]++;
          try {
            String body = Apps.body(exchange);
            sleep(seconds(0.002));
            exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
            for (int i = 0; i < 3; i++) {
              exchange.write(body, UTF_8);
              sleep(seconds(0.001));
            }
          } finally {
            running[0]--;
          }
        };
    for (int moment = 0; moment < 40; moment++) {
      HttpServer server = start(busy);
      RawClient client = RawClient.of(server);
      Task<?> asking =
          createTask(
              () -> {
                client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n3\nabc\n");
                sleep(seconds(0.005));
                client.send("2\nde\n0\n\nGET / HTTP/1.1\nHost: x\n\n");
              });
      sleep(seconds(0.0005 * moment));
      server.stop(Duration.ofMillis(1));
      assertThat(running[0]).isZero();
      assertThat(server.connections()).isZero();
      asking.cancel();
      Throwable ending = catchThrowable(asking::await);
      assertThat(
              ending == null || ending instanceof CancelledError || ending instanceof IOException)
          .as(String.valueOf(ending))
          .isTrue();
      client.abort();
    }
    settle();
  }

  @AsyncTest
  void servingForEverEndsWithItsTask() throws Exception {
    HttpServer server = start(Apps::echo);
    Task<?> serving = createTask(server::serveForever);
    settle();
    serving.cancel();
    assertThatThrownBy(serving::await).isInstanceOf(CancelledError.class);
    assertThat(server.addresses()).isEmpty();
  }

  @AsyncTest
  void whoeverServesOrClosesWaitsForTheEndOfAStopByAnotherTask() throws Exception {
    HttpServer server = start(Apps.after(seconds(5)));
    Task<?> main =
        createTask(
            () -> {
              try (server) {
                server.serveForever();
              }
              assertThat(getRunningLoop().time()).isBetween(5.0, 6.0);
            });
    try (RawClient busy = RawClient.of(server)) {
      busy.send("GET / HTTP/1.1\nHost: x\n\n");
      settle();
      Task<?> stopping = createTask(() -> server.stop(seconds(60)));
      sleep(seconds(1));
      server.close();
      assertThat(getRunningLoop().time()).isBetween(5.0, 6.0);
      main.await();
      stopping.await();
      assertThat(busy.rest()).endsWith("served");
    }
    settle();
  }
}
