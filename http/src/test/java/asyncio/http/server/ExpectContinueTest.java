package asyncio.http.server;

import static asyncio.http.server.SimulatedServer.answer;
import static asyncio.http.server.SimulatedServer.settle;
import static asyncio.http.server.SimulatedServer.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.HttpApplication;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import org.junit.jupiter.api.BeforeEach;

/** Clients that ask before they send a body. */
class ExpectContinueTest {

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  @AsyncTest
  void whoeverExpectsToContinueIsToldWhenTheBodyIsRead() throws Exception {
    try (HttpServer server = start(Apps::echo);
        RawClient client = RawClient.of(server)) {
      client.send("PUT / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 4\n\n");
      assertThat(client.response()).isEqualTo("HTTP/1.1 100 Continue\n\n");
      client.send("body");
      assertThat(client.response()).endsWith("PUT / body");
    }
    settle();
  }

  @AsyncTest
  void whoeverExpectsToContinueAndIsRefusedMustNotSend() throws Exception {
    assertThat(
            answer(
                exchange -> Apps.answer(exchange, 403, "no"),
                "PUT / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 4\n\n"))
        .startsWith("HTTP/1.1 403")
        .contains("Connection: close");
  }

  @AsyncTest
  void nobodyIsToldToContinueInTheMiddleOfAResponse() throws Exception {
    HttpApplication streamingBack =
        exchange -> {
          exchange.respond(new ResponseHead(200, Headers.NONE), Body.UNKNOWN_LENGTH);
          exchange.flush();
          exchange.write(Apps.body(exchange), UTF_8);
        };
    assertThat(
            answer(
                streamingBack,
                "PUT / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 4\n\nbody"))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("100 Continue")
        .endsWith("\n\n4\nbody\n0\n\n");
  }

  @AsyncTest
  void oldClientsAreNotToldToContinue() throws Exception {
    assertThat(
            answer(Apps::echo, "PUT / HTTP/1.0\nExpect: 100-continue\nContent-Length: 4\n\nbody"))
        .startsWith("HTTP/1.1 200")
        .endsWith("PUT / body");
  }
}
