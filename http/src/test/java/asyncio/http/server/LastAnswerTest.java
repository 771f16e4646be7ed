package asyncio.http.server;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.http.server.SimulatedServer.start;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.gateway.Exchange;
import asyncio.sync.Event;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are given while the client still sends. */
class LastAnswerTest {

  private static final String GET = "GET / HTTP/1.1\nHost: x\nConnection: close\n\n";
  private static final int LARGE = 8 << 20;
  private static final int UNREAD = 1 << 20;
  private static final String POST = "POST / HTTP/1.1\nHost: x\nContent-Length: " + LARGE + "\n\n";

  private static void refuse(Exchange exchange) throws IOException {
    Apps.answer(exchange, 401, "no");
  }

  /** The system resets a connection that is closed with something unread. */
  @AsyncTest(time = TimeMode.REAL)
  @ParameterizedTest
  @ValueSource(strings = {GET, POST})
  void itIsNotLostInAReset(String request) throws Exception {
    try (HttpServer server = HttpServer.start(LastAnswerTest::refuse, "localhost", 0);
        RawClient client = RawClient.of(server)) {
      client.send(request);
      for (int sent = 0; sent < LARGE; sent += 1 << 20) {
        client.send("x".repeat(1 << 20));
      }
      assertThat(client.rest()).startsWith("HTTP/1.1 401").endsWith("no");
    }
  }

  @AsyncTest
  void itTellsThatTooMuchIsUnreadToGoOn() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server = start(LastAnswerTest::refuse);
        RawClient client = RawClient.of(server)) {
      client.send(POST);
      assertThat(client.rest()).contains("Connection: close").endsWith("no");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void whoeverIsSilentIsNotWaitedFor() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server = start(LastAnswerTest::refuse);
        RawClient client = RawClient.of(server)) {
      client.send(GET);
      sleep(seconds(1));
      assertThat(server.connections()).isZero();
    }
    sleep(seconds(1));
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {GET, POST})
  void whoeverSendsMuchIsCutOff(String request) throws Exception {
    SimulatedNetwork.install();
    HttpServerOptions small = HttpServerOptions.DEFAULT.withLimits(l -> l.withBodyBytes(1_000));
    try (HttpServer server = start(LastAnswerTest::refuse, small);
        RawClient client = RawClient.of(server)) {
      client.send(request + "x");
      sleep(seconds(1));
      assertThat(server.connections()).isEqualTo(1);
      client.send("x".repeat(2_000));
      sleep(seconds(1));
      assertThat(server.connections()).isZero();
    }
    sleep(seconds(1));
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {GET, POST})
  void whoeverGoesOnSendingIsCutOff(String request) throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server = start(LastAnswerTest::refuse);
        RawClient client = RawClient.of(server)) {
      client.send(request + "x");
      while (server.connections() > 0) {
        client.send("x");
        sleep(seconds(1));
      }
      assertThat(getRunningLoop().time()).isBetween(5.0, 7.0);
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void aServerThatStopsDoesNotWaitForThem() throws Exception {
    SimulatedNetwork.install();
    HttpServer server = start(LastAnswerTest::refuse);
    try (RawClient client = RawClient.of(server)) {
      client.send(POST);
      sleep(seconds(1));
      server.stop(seconds(60));
      assertThat(getRunningLoop().time()).isBetween(2.0, 3.0);
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void itIsNotLostWhenTheServerStops() throws Exception {
    SimulatedNetwork.install();
    Event refusing = new Event();
    HttpServer server =
        start(
            exchange -> {
              refusing.await();
              refuse(exchange);
            });
    try (RawClient client = RawClient.of(server)) {
      Task<?> sending = createTask(() -> client.send(POST + "x".repeat(UNREAD)));
      sleep(seconds(1));
      Task<?> stopping = createTask(() -> server.stop(seconds(60)));
      sleep(seconds(1));
      refusing.set();
      assertThat(client.rest()).startsWith("HTTP/1.1 401").endsWith("no");
      sending.await();
      stopping.await();
      assertThat(getRunningLoop().time()).isBetween(3.0, 4.0);
    }
    sleep(seconds(1));
  }
}
