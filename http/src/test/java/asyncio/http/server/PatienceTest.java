package asyncio.http.server;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.http.server.SimulatedServer.settle;
import static asyncio.http.server.SimulatedServer.start;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.gateway.HttpApplication;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** How long a client may take, and that an application may take its time. */
class PatienceTest {

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  @AsyncTest
  void anIdleConnectionIsClosed() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.rest()).isEmpty();
      assertThat(getRunningLoop().time()).isBetween(75.0, 76.0);
    }
    settle();
  }

  @AsyncTest
  void aHeadThatComesTooSlowlyIsGivenUp() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHo");
      assertThat(client.rest()).startsWith("HTTP/1.1 408");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
    }
    settle();
  }

  @AsyncTest
  void aBodyThatComesTooSlowlyIsGivenUp() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 10\n\nab");
      assertThat(client.rest()).startsWith("HTTP/1.1 408");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
    }
    settle();
  }

  @AsyncTest
  void aBodyThatComesByteByByteIsGivenUp() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 10\n\n");
      Task<?> dripping =
          createTask(
              () -> {
                for (int i = 0; i < 10; i++) {
                  sleep(seconds(10));
                  client.send("x");
                }
              });
      assertThat(client.rest()).startsWith("HTTP/1.1 408");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
      dripping.cancel();
    }
    settle();
  }

  @AsyncTest
  void aLargeBodyMayComeSlowly() throws Exception {
    HttpApplication counting =
        exchange -> Apps.answer(exchange, Apps.body(exchange).length() + " bytes");
    try (HttpServer server = start(counting);
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 50000\n\n");
      for (int i = 0; i < 10; i++) {
        sleep(seconds(20));
        client.send("x".repeat(5_000));
      }
      assertThat(client.response()).endsWith("50000 bytes");
    }
    settle();
  }

  @AsyncTest
  void anAnswerThatHasBegunIsNotFollowedByAnother() throws Exception {
    try (HttpServer server = start(exchange -> Apps.answer(exchange, "no need to read"));
        RawClient client = RawClient.of(server)) {
      client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 10\n\nab");
      assertThat(client.rest()).startsWith("HTTP/1.1 200").endsWith("no need to read");
      assertThat(getRunningLoop().time()).isBetween(30.0, 31.0);
    }
    settle();
  }

  @AsyncTest
  void anApplicationMayTakeItsTime() throws Exception {
    try (HttpServer server = start(Apps.after(Duration.ofHours(1)));
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.1\nHost: x\n\n");
      assertThat(client.response()).endsWith("served");
    }
    settle();
  }
}
