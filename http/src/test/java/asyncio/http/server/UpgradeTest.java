package asyncio.http.server;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.gateway.Exchange;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import org.junit.jupiter.api.BeforeEach;

/** From HTTP to websockets. */
class UpgradeTest {

  private static final String UPGRADE =
      """
      Host: x
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      """;

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private static HttpServer start(HttpServerOptions options) throws Exception {
    return HttpServer.start(UpgradeTest::serve, "localhost", 80, options);
  }

  private static void serve(Exchange exchange) throws Exception {
    if (exchange.wantsWebSocket()) {
      exchange.acceptWebSocket(WebSocketOptions.DEFAULT).receive();
    } else {
      Apps.answer(exchange, "no websocket");
    }
  }

  @AsyncTest
  void aBodyIsNotTakenForFrames() throws Exception {
    try (HttpServer server = start(HttpServerOptions.DEFAULT)) {
      for (String body :
          new String[] {"Content-Length: 2\n\nhi", "Transfer-Encoding: chunked\n\n2\nhi\n0\n\n"}) {
        try (RawClient client = RawClient.of(server)) {
          client.send("GET / HTTP/1.1\n" + UPGRADE + body);
          assertThat(client.status()).isEqualTo(400);
        }
      }
      try (RawClient client = RawClient.of(server)) {
        client.send("GET / HTTP/1.1\n" + UPGRADE + "Content-Length: 0\n\n");
        assertThat(client.status()).isEqualTo(101);
      }
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void oldClientsHaveNoWebsockets() throws Exception {
    try (HttpServer server = start(HttpServerOptions.DEFAULT);
        RawClient client = RawClient.of(server)) {
      client.send("GET / HTTP/1.0\n" + UPGRADE + "\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 200").endsWith("no websocket");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void openWebsocketsKeepNobodyWaiting() throws Exception {
    try (HttpServer server =
            start(HttpServerOptions.DEFAULT.withLimits(l -> l.withRequests(1, 0)));
        RawClient chatting = RawClient.of(server);
        RawClient asking = RawClient.of(server)) {
      chatting.send("GET / HTTP/1.1\n" + UPGRADE + "\n");
      assertThat(chatting.status()).isEqualTo(101);
      for (int i = 0; i < 2; i++) {
        asking.send("GET / HTTP/1.1\nHost: x\n\n");
        assertThat(asking.response()).endsWith("no websocket");
      }
    }
    sleep(seconds(1));
  }
}
