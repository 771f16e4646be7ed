package asyncio.http.server;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.http.server.SimulatedServer.answer;
import static asyncio.http.server.SimulatedServer.settle;
import static asyncio.http.server.SimulatedServer.start;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** How much a client may ask for. */
class LimitsTest {

  private static final HttpServerOptions SHORT_HEADS =
      HttpServerOptions.DEFAULT.withLimits(l -> l.withHeadBytes(200));
  private static final HttpServerOptions SHORT_BODIES =
      HttpServerOptions.DEFAULT.withLimits(l -> l.withBodyBytes(5));

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  @AsyncTest
  void aHeadHasALimit() throws Exception {
    assertThat(
            answer(
                Apps::echo,
                SHORT_HEADS,
                "GET / HTTP/1.1\nHost: x\nLong: " + "x".repeat(300) + "\n\n"))
        .startsWith("HTTP/1.1 431");
  }

  @AsyncTest
  void aTargetHasALimit() throws Exception {
    assertThat(
            answer(Apps::echo, SHORT_HEADS, "GET /" + "x".repeat(300) + " HTTP/1.1\nHost: x\n\n"))
        .startsWith("HTTP/1.1 414");
  }

  @AsyncTest
  void anAnnouncedBodyHasALimit() throws Exception {
    assertThat(answer(Apps::echo, SHORT_BODIES, "POST / HTTP/1.1\nHost: x\nContent-Length: 6\n\n"))
        .startsWith("HTTP/1.1 413");
  }

  @AsyncTest
  void aBodyInChunksHasALimit() throws Exception {
    assertThat(
            answer(
                Apps::echo,
                SHORT_BODIES,
                "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n6\nabcdef\n"))
        .startsWith("HTTP/1.1 413");
  }

  @AsyncTest
  void tooManyRequestsWaitOrAreRefused() throws Exception {
    HttpServerOptions narrow = HttpServerOptions.DEFAULT.withLimits(l -> l.withRequests(1, 1));
    try (HttpServer server = start(Apps.after(seconds(10)), narrow);
        RawClient first = RawClient.of(server);
        RawClient second = RawClient.of(server);
        RawClient third = RawClient.of(server)) {
      for (RawClient client : List.of(first, second, third)) {
        client.send("GET / HTTP/1.1\nHost: x\n\n");
        sleep(seconds(1));
      }
      assertThat(third.status()).isEqualTo(503);
      assertThat(first.status()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(200);
      assertThat(getRunningLoop().time()).isBetween(20.0, 21.5);
    }
    settle();
  }
}
