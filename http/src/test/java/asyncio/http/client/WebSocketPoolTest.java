package asyncio.http.client;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.testing.TestKit.waitUntilIdle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.gateway.Exchange;
import asyncio.http.server.HttpServer;
import asyncio.http.testing.FakeServer;
import asyncio.http.websocket.CloseCode;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketException;
import asyncio.http.websocket.WebSocketMessage;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.junit.jupiter.api.BeforeEach;

/** Websockets are connections of their session: they count, and end with it. */
class WebSocketPoolTest {

  private static final String URL = "ws://localhost/";

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  /** Sends back what it gets. */
  static void echo(Exchange exchange) throws IOException {
    WebSocket socket = exchange.acceptWebSocket(WebSocketOptions.DEFAULT);
    for (WebSocketMessage message : socket) {
      if (message instanceof WebSocketMessage.Text(String text)) {
        socket.sendText(text);
      }
    }
  }

  private static HttpServer server() throws Exception {
    return HttpServer.start(WebSocketPoolTest::echo, "localhost", 80);
  }

  @AsyncTest
  void aWebSocketHoldsAConnectionUntilItIsClosed() throws Exception {
    try (HttpServer _ = server();
        ClientSession session = ClientSession.builder().limit(1).build()) {
      WebSocket first = session.webSocket(URL);
      assertThat(session.connectionsInUse()).isEqualTo(1);
      Task<WebSocket> second = createTask(() -> session.webSocket(URL));
      waitUntilIdle();
      assertThat(second.done()).isFalse();
      first.close();
      try (WebSocket opened = second.await()) {
        opened.sendText("hello");
        assertThat(opened.receiveText()).isEqualTo("hello");
      }
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void aConnectionThatIsLostIsGivenBack() throws Exception {
    try (HttpServer _ =
            HttpServer.start(
                exchange -> exchange.acceptWebSocket(WebSocketOptions.DEFAULT).abort(),
                "localhost",
                80);
        ClientSession session = new ClientSession();
        WebSocket socket = session.webSocket(URL)) {
      assertThatThrownBy(socket::receive).isInstanceOf(WebSocketException.class);
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void closingTheSessionClosesItsWebSockets() throws Exception {
    try (HttpServer _ = server()) {
      ClientSession session = new ClientSession();
      WebSocket first = session.webSocket(URL);
      WebSocket second = session.webSocket(URL);
      Task<WebSocketMessage> receiving = createTask(() -> first.receive());
      waitUntilIdle();
      session.close();
      assertThat(receiving.await()).isNull();
      assertThat(first.closeCode()).hasValue(CloseCode.GOING_AWAY);
      assertThat(second.isClosed()).isTrue();
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void aServerThatDoesNotCloseIsNotWaitedForForEver() throws Exception {
    try (FakeServer _ =
        FakeServer.start("localhost", 80)
            .otherwise(
                peer -> {
                  String key = peer.request().header("sec-websocket-key");
                  peer.send(
                      "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\n"
                          + "Sec-WebSocket-Accept: "
                          + WebSocketUtils.hashKey(key)
                          + "\n\n");
                  sleep(seconds(1000));
                })) {
      ClientSession session = new ClientSession();
      WebSocket first = session.webSocket(URL);
      WebSocket second = session.webSocket(URL);
      double before = getRunningLoop().time();
      session.close();
      assertThat(getRunningLoop().time() - before)
          .isEqualTo(ClientSession.CLOSE_PATIENCE.toSeconds());
      assertThat(first.isClosed()).isTrue();
      assertThat(second.isClosed()).isTrue();
      waitUntilIdle();
      assertThat(session.connectionsInUse()).isZero();
    }
  }
}
