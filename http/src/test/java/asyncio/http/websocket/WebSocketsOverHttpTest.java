package asyncio.http.websocket;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.client.ClientSession;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.server.HttpServer;
import asyncio.stream.Connection;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;

/** Client and server over connections in memory, with the handshake. */
class WebSocketsOverHttpTest {

  private static final String URL = "ws://localhost/echo";
  private static final WebSocketOptions CHAT = WebSocketOptions.DEFAULT.withSubprotocols("chat");

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private static void echo(Exchange exchange) throws IOException {
    if (!exchange.wantsWebSocket()) {
      exchange.respond(new ResponseHead(200, Headers.NONE), 5);
      exchange.write("hello".getBytes(UTF_8));
      return;
    }
    WebSocket socket = exchange.acceptWebSocket(CHAT);
    for (WebSocketMessage message : socket) {
      switch (message) {
        case WebSocketMessage.Text(String text) -> socket.sendText(text);
        case WebSocketMessage.Binary(byte[] bytes) -> socket.sendBytes(bytes);
      }
    }
  }

  private static HttpServer start(HttpApplication application) throws Exception {
    return HttpServer.start(application, "localhost", 80);
  }

  @AsyncTest
  void clientAndServerTalk() throws Exception {
    try (HttpServer server = start(WebSocketsOverHttpTest::echo);
        ClientSession session = new ClientSession()) {
      try (WebSocket socket = session.webSocket(URL, CHAT)) {
        assertThat(socket.subprotocol()).isEqualTo("chat");
        socket.sendText("hello");
        assertThat(socket.receiveText()).isEqualTo("hello");
        byte[] large = new byte[1 << 20];
        Task<?> sending = createTask(() -> socket.sendBytes(large));
        assertThat(socket.receiveBytes()).isEqualTo(large);
        sending.await();
      }
      assertThat(session.get("http://localhost/").text()).isEqualTo("hello");
      assertThat(session.connectionsInUse()).isZero();
      sleep(seconds(1));
      assertThat(server.connections()).as("only the one that is idle").isEqualTo(1);
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void whatComesWithTheRequestBelongsToTheWebsocket() throws Exception {
    try (HttpServer _ = start(WebSocketsOverHttpTest::echo);
        Connection connection = openConnection("localhost", 80)) {
      connection
          .writer()
          .send(
              """
              GET / HTTP/1.1\r
              Host: localhost\r
              Upgrade: websocket\r
              Connection: keep-alive, Upgrade\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              \r
              \u0081\u0082\0\0\0\0hi\
              """,
              ISO_8859_1);
      StringBuilder head = new StringBuilder();
      String line = connection.reader().readLine(ISO_8859_1);
      while (line != null && !line.isEmpty()) {
        head.append(line).append('\n');
        line = connection.reader().readLine(ISO_8859_1);
      }
      assertThat(head.toString())
          .startsWith("HTTP/1.1 101 Switching Protocols\n")
          .contains("Upgrade: websocket\n", "Connection: Upgrade\n")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n");
      assertThat(connection.reader().readExactly(4)).containsExactly(0x81, 2, 'h', 'i');
      connection.abort();
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void aServerMayRefuse() throws Exception {
    HttpApplication refusing = exchange -> exchange.respond(new ResponseHead(401, Headers.NONE), 0);
    try (HttpServer _ = start(refusing);
        ClientSession session = new ClientSession()) {
      assertThatExceptionOfType(WebSocketHandshakeException.class)
          .isThrownBy(() -> session.webSocket(URL))
          .satisfies(refusal -> assertThat(refusal.answer().status()).isEqualTo(401));
      assertThat(session.connectionsInUse()).isZero();
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void theServerRefusesPagesThatItDoesNotKnowAndOtherVersions() throws Exception {
    try (HttpServer _ = start(exchange -> exchange.acceptWebSocket(CHAT));
        ClientSession session = new ClientSession()) {
      assertThatThrownBy(
              () ->
                  session
                      .request("GET", "http://localhost/")
                      .header("Origin", "https://elsewhere.example.com")
                      .openWebSocket(CHAT))
          .hasMessageContaining("403 Forbidden");
      var old =
          session
              .request("GET", "http://localhost/")
              .header("Upgrade", "websocket")
              .header("Connection", "Upgrade")
              .header("Sec-WebSocket-Version", "8")
              .send();
      assertThat(old.status()).isEqualTo(426);
      assertThat(old.headers().get("Sec-WebSocket-Version")).isEqualTo("13");
      assertThat(session.get("http://localhost/").status()).isEqualTo(426);
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void anApplicationThatFailsTellsTheClient() throws Exception {
    HttpApplication failing =
        exchange -> {
          exchange.acceptWebSocket(CHAT);
          throw new IllegalStateException("a bug");
        };
    try (HttpServer _ = start(failing);
        ClientSession session = new ClientSession();
        WebSocket socket = session.webSocket(URL)) {
      assertThatThrownBy(socket::receive)
          .isInstanceOfSatisfying(
              WebSocketException.class,
              failure -> assertThat(failure.closeCode()).isEqualTo(CloseCode.SERVER_ERROR));
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void aServerThatStopsSaysGoodbye() throws Exception {
    HttpServer server = start(WebSocketsOverHttpTest::echo);
    try (ClientSession session = new ClientSession();
        WebSocket socket = session.webSocket(URL)) {
      Task<?> stopping = createTask(server::close);
      assertThat(socket.receive()).isNull();
      assertThat(socket.closeCode()).hasValue(CloseCode.GOING_AWAY);
      stopping.await();
    }
    sleep(seconds(1));
  }
}
