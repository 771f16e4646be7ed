package asyncio.http.server;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import asyncio.testing.network.SimulatedNetwork;

/** Answers that are given while the client still sends. */
class LastAnswerTest {

  private static final int LARGE = 8 << 20;
  private static final String HEAD = "POST / HTTP/1.1\nHost: x\nContent-Length: " + LARGE + "\n\n";

  /** The system resets a connection that is closed with something unread. */
  @AsyncTest(time = TimeMode.REAL)
  void itIsNotLostInAReset() throws Exception {
    try (HttpServer server =
            HttpServer.start(exchange -> Apps.answer(exchange, 401, "no"), "localhost", 0);
        RawClient client = RawClient.of(server)) {
      client.send(HEAD);
      for (int sent = 0; sent < LARGE; sent += 1 << 20) {
        client.send("x".repeat(1 << 20));
      }
      assertThat(client.rest()).startsWith("HTTP/1.1 401").endsWith("no");
    }
  }

  @AsyncTest
  void itTellsThatTooMuchIsUnreadToGoOn() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server =
            HttpServer.start(exchange -> Apps.answer(exchange, 401, "no"), "localhost", 80);
        RawClient client = RawClient.of(server)) {
      client.send(HEAD);
      assertThat(client.rest()).contains("Connection: close").endsWith("no");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void whoeverGoesOnSendingIsCutOff() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer server =
            HttpServer.start(exchange -> Apps.answer(exchange, 401, "no"), "localhost", 80);
        RawClient client = RawClient.of(server)) {
      client.send(HEAD);
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
    HttpServer server =
        HttpServer.start(exchange -> Apps.answer(exchange, 401, "no"), "localhost", 80);
    try (RawClient client = RawClient.of(server)) {
      client.send(HEAD);
      sleep(seconds(1));
      server.stop(seconds(60));
      assertThat(getRunningLoop().time()).isLessThan(2);
    }
    sleep(seconds(1));
  }
}
