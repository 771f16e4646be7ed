package asyncio.http.server;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.sync.Event;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;

/** Clients that do not take what they have asked for. */
class SlowReadersTest {

  private static final String GET = "GET / HTTP/1.1\nHost: x\n\n";
  private static final int LARGE = 4 << 20;

  private final Event over = new Event();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private static HttpServer start(HttpApplication application) throws Exception {
    return HttpServer.start(
        application,
        "localhost",
        80,
        HttpServerOptions.DEFAULT.withPatience(p -> p.withSend(seconds(20))));
  }

  private void large(Exchange exchange) throws Exception {
    exchange.respond(new ResponseHead(200, Headers.NONE), LARGE);
    try {
      exchange.write(new byte[LARGE]);
    } catch (Throwable cutOff) {
      failure.set(cutOff);
      throw cutOff;
    } finally {
      over.set();
    }
  }

  @AsyncTest
  void whoeverTakesNothingOfAResponseIsCutOff() throws Exception {
    try (HttpServer server = start(this::large)) {
      RawClient client = RawClient.of(server);
      client.send(GET);
      over.await();
      assertThat(getRunningLoop().time()).isBetween(20.0, 41.0);
      assertThat(failure.get()).hasMessageStartingWith("Connection lost");
      sleep(seconds(1));
      assertThat(server.connections()).isZero();
      client.abort();
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void whoeverTakesItSlowlyIsServed() throws Exception {
    try (HttpServer server = start(this::large);
        RawClient client = RawClient.of(server)) {
      client.send(GET);
      for (int taken = 0; taken < LARGE; taken += LARGE / 32) {
        sleep(seconds(15));
        client.readExactly(LARGE / 32);
      }
      over.await();
      assertThat(failure).hasNullValue();
    }
    sleep(seconds(1));
  }

  /** Between two events nothing is sent, and so nobody can take anything. */
  @AsyncTest
  void whoeverGetsNothingForLongIsServed() throws Exception {
    HttpApplication silent =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.flush();
          sleep(Duration.ofHours(1));
          exchange.write("at last", UTF_8);
        };
    try (HttpServer server = start(silent);
        RawClient client = RawClient.of(server)) {
      client.send(GET.replace("\n\n", "\nConnection: close\n\n"));
      assertThat(client.rest()).contains("at last");
    }
    sleep(seconds(1));
  }

  /** The answers are small enough that the server is done with them, and they still do not fit. */
  @AsyncTest
  void whoeverTakesNothingWhenIdleIsCutOff() throws Exception {
    HttpApplication medium =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), 40 << 10);
          exchange.write(new byte[40 << 10]);
        };
    try (HttpServer server = start(medium)) {
      RawClient client = RawClient.of(server);
      client.send(GET + GET + GET);
      sleep(seconds(74));
      assertThat(server.connections()).isEqualTo(1);
      sleep(seconds(20));
      assertThat(server.connections()).isZero();
      client.abort();
    }
    sleep(seconds(1));
  }
}
