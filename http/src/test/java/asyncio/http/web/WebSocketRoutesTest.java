package asyncio.http.web;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.support.LogLines;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestRequest;
import asyncio.http.testing.TestResponse;
import asyncio.http.websocket.CloseCode;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketException;
import asyncio.http.websocket.WebSocketHandshakeException;
import asyncio.http.websocket.WebSocketMessage;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.CancelEverywhere;
import asyncio.testing.network.SimulatedNetwork;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routes for websockets, without a server and with one. */
class WebSocketRoutesTest {

  private static final String LOGGER = "asyncio.http";

  private final List<String> seen = new ArrayList<>();

  /** Says hello, then says again what is said, with the name of the room. */
  private void talk(Request request, WebSocket socket) throws Exception {
    socket.sendText("hello from " + request.pathParameter("room"));
    for (WebSocketMessage message : socket) {
      socket.sendText(request.pathParameter("room") + " " + message);
    }
    seen.add("left " + request.pathParameter("room"));
  }

  private Application chat() {
    Application app = new Application();
    app.webSocket("/chat/{room}", this::talk);
    return app;
  }

  private static Application with(WebSocketHandler handler) {
    Application app = new Application();
    app.webSocket("/", handler);
    return app;
  }

  private static void assertRefused(TestClient client, int status, String... headers)
      throws Exception {
    assertThatExceptionOfType(WebSocketHandshakeException.class)
        .isThrownBy(() -> client.webSocket("/", headers))
        .satisfies(refused -> assertThat(refused.answer().status()).isEqualTo(status));
  }

  // ---- in memory

  @AsyncTest
  void aRouteTalks() throws Exception {
    try (TestClient client = TestClient.start(chat());
        WebSocket socket = client.webSocket("/chat/blue")) {
      assertThat(socket.receiveText()).isEqualTo("hello from blue");
      socket.sendText("one");
      assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("blue Text[text=one]"));
    }
    assertThat(seen).containsExactly("left blue");
  }

  @AsyncTest
  void timeIsVirtual() throws Exception {
    Application app =
        with(
            (_, socket) -> {
              sleep(seconds(3600));
              socket.sendText("an hour later");
            });
    try (TestClient client = TestClient.start(app);
        WebSocket socket = client.webSocket("/")) {
      assertThat(socket.receiveText()).isEqualTo("an hour later");
      assertThat(getRunningLoop().time()).isEqualTo(3600);
    }
  }

  @AsyncTest
  void theWebsocketIsClosedWhenTheHandlerReturns() throws Exception {
    try (TestClient client = TestClient.start(with((_, _) -> {}));
        WebSocket socket = client.webSocket("/")) {
      assertThat(socket.receive()).isNull();
      assertThat(socket.closeCode()).hasValue(CloseCode.NORMAL);
    }
  }

  @AsyncTest
  void aHandlerThatFailsIsTold() throws Exception {
    Application app =
        with(
            (_, _) -> {
              throw new IllegalStateException("a bug");
            });
    TestClient client = TestClient.start(app);
    try (WebSocket socket = client.webSocket("/")) {
      assertThatExceptionOfType(WebSocketException.class)
          .isThrownBy(socket::receive)
          .satisfies(end -> assertThat(end.closeCode()).isEqualTo(CloseCode.SERVER_ERROR));
    }
    assertThatThrownBy(client::close)
        .hasMessageContaining("failed at a websocket")
        .hasRootCauseMessage("a bug");
  }

  @AsyncTest
  void aClientThatIsLostIsNoFailureOfTheHandler() throws Exception {
    Application app =
        with(
            (_, socket) -> {
              seen.add("waiting");
              socket.receive();
            });
    try (TestClient client = TestClient.start(app)) {
      WebSocket socket = client.webSocket("/");
      socket.abort();
    }
    assertThat(seen).containsExactly("waiting");
  }

  @AsyncTest
  void anApplicationThatStopsSaysGoodbye() throws Exception {
    TestClient client = TestClient.start(chat());
    WebSocket socket = client.webSocket("/chat/blue");
    assertThat(socket.receiveText()).isEqualTo("hello from blue");
    Task<?> stopping = createTask(client::close);
    assertThat(socket.receive()).isNull();
    assertThat(socket.closeCode()).hasValue(CloseCode.GOING_AWAY);
    stopping.await();
    assertThat(seen).containsExactly("left blue");
    socket.close();
  }

  @AsyncTest
  void aHandlerThatDoesNotListenIsCancelledAtTheEnd() throws Exception {
    Application app =
        with(
            (_, _) -> {
              try {
                sleep(seconds(3600));
              } catch (CancelledError cancelled) {
                seen.add("cancelled at " + getRunningLoop().time());
                throw cancelled;
              }
            });
    TestClient client = TestClient.start(app);
    WebSocket socket = client.webSocket("/");
    client.close();
    assertThat(seen).containsExactly("cancelled at 10.0");
    socket.close();
  }

  @AsyncTest
  void whoeverWantsNoWebsocketIsTold() throws Exception {
    try (TestClient client = TestClient.start(chat())) {
      TestResponse plain = client.get("/chat/blue");
      assertThat(plain.status()).isEqualTo(426);
      assertThat(plain.header("Upgrade")).isEqualTo("websocket");
      assertThat(plain.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(client.delete("/chat/blue").status()).isEqualTo(405);
    }
  }

  @AsyncTest
  void pagesOfOthersAreNotLetInUnlessTheyAreNamed() throws Exception {
    Application app = with((_, _) -> {});
    app.webSocket(
        "/open", WebSocketOptions.DEFAULT.withOrigins("https://shop.example.com"), (_, _) -> {});
    try (TestClient client = TestClient.start(app)) {
      assertRefused(client, 403, "Origin", "https://shop.example.com");
      client.webSocket("/", "Origin", "http://localhost").close();
      client.webSocket("/open", "Origin", "https://shop.example.com").close();
    }
  }

  @AsyncTest
  void subprotocolsAreAgreedUpon() throws Exception {
    Application app = new Application();
    app.webSocket(
        "/",
        WebSocketOptions.DEFAULT.withSubprotocols("v2", "v1"),
        (_, socket) -> socket.sendText("speaking " + socket.subprotocol()));
    try (TestClient client = TestClient.start(app);
        WebSocket socket =
            client.webSocket(
                TestRequest.of("GET", "/"), WebSocketOptions.DEFAULT.withSubprotocols("v1"))) {
      assertThat(socket.receiveText()).isEqualTo("speaking v1");
      assertThat(socket.subprotocol()).isEqualTo("v1");
    }
  }

  /** A proxy asks for us by another name than the page does. */
  @AsyncTest
  void pagesOfTheHostThatATrustedProxyTellsAreLetIn() throws Exception {
    Application app = with((_, _) -> {});
    app.trustProxies("10.0.0.1");
    TestRequest request =
        TestRequest.of("GET", "/")
            .withHeaders(
                "Host", "backend:8080",
                "Origin", "https://shop.example",
                "X-Forwarded-Host", "shop.example");
    TestRequest proxied = request.from(new InetSocketAddress("10.0.0.1", 1234));
    TestRequest invented = request.from(new InetSocketAddress("9.9.9.9", 1234));
    try (TestClient client = TestClient.start(app)) {
      client.webSocket(proxied, WebSocketOptions.DEFAULT).close();
      assertThatExceptionOfType(WebSocketHandshakeException.class)
          .isThrownBy(() -> client.webSocket(invented, WebSocketOptions.DEFAULT))
          .satisfies(refused -> assertThat(refused.answer().status()).isEqualTo(403));
    }
  }

  // ---- what stands around them

  @AsyncTest
  void middlewareStandsBeforeTheConversation() throws Exception {
    Application app = with((_, _) -> seen.add("talking"));
    app.use(
        (request, next) -> {
          if (request.headers().get("Authorization") == null) {
            throw new HttpError(401);
          }
          Response response = next.handle(request);
          seen.add("status " + response.status());
          return response
              .withHeader("X-Seen", "yes")
              .withHeader("Upgrade", "h2c")
              .withCookie(Cookie.of("a", "b"))
              .whenSent((bytes, failure) -> seen.add("sent " + bytes + " " + failure));
        });
    try (TestClient client = TestClient.start(app)) {
      assertRefused(client, 401);
      client.webSocket("/", "Authorization", "me").close();
      assertThat(seen).containsExactly("status 101", "talking", "sent 0 null");
    }
  }

  @AsyncTest
  void theAnswerHasTheHeadersOfMiddlewareAndThoseOfTheHandshake() throws Exception {
    Application app = with((_, _) -> {});
    app.use(
        (request, next) ->
            next.handle(request)
                .withHeader("Upgrade", "h2c")
                .withCookie(Cookie.of("a", "b"))
                .withBody(asyncio.http.Body.text("a 101 has no body")));
    try (TestClient client = TestClient.start(app);
        TestResponse opened =
            client.open(
                TestRequest.of("GET", "/")
                    .withHeaders(
                        "Upgrade", "websocket",
                        "Connection", "Upgrade",
                        "Sec-WebSocket-Version", "13",
                        "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="))) {
      assertThat(opened.status()).isEqualTo(101);
      assertThat(opened.headers().all("Upgrade")).containsExactly("websocket");
      assertThat(opened.header("Set-Cookie")).startsWith("a=b");
      assertThat(opened.header("X-Request-Id")).isNotEmpty();
      assertThat(opened.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }

  @AsyncTest
  void aHandlerMayRefuse() throws Exception {
    Application app = new Application();
    app.get(
        "/{room}",
        request -> {
          if (!request.pathParameter("room").equals("blue")) {
            throw new HttpError(404, "there is no such room");
          }
          return Response.webSocket(
              request, WebSocketOptions.DEFAULT, (_, socket) -> socket.sendText("welcome"));
        });
    try (TestClient client = TestClient.start(app)) {
      assertThatExceptionOfType(WebSocketHandshakeException.class)
          .isThrownBy(() -> client.webSocket("/red"))
          .withMessageContaining("404");
      try (WebSocket socket = client.webSocket("/blue")) {
        assertThat(socket.receiveText()).isEqualTo("welcome");
      }
    }
  }

  @AsyncTest
  void anotherStatusOpensNoWebsocket() throws Exception {
    Application app = with((_, _) -> seen.add("talking"));
    app.use((request, next) -> next.handle(request).withStatus(503));
    try (TestClient client = TestClient.start(app)) {
      assertRefused(client, 503);
      assertThat(seen).isEmpty();
    }
  }

  @AsyncTest
  void nestedApplicationsHaveThemToo() throws Exception {
    Application app = new Application();
    app.mount("/talk", chat());
    try (TestClient client = TestClient.start(app);
        WebSocket socket = client.webSocket("/talk/chat/blue")) {
      assertThat(socket.receiveText()).isEqualTo("hello from blue");
    }
  }

  // ---- behind a server

  @AsyncTest
  void behindAServerTheSame() throws Exception {
    SimulatedNetwork.install();
    Application app = chat();
    app.webSocket(
        "/fails",
        (_, _) -> {
          throw new IllegalStateException("a bug");
        });
    try (LogLines log = LogLines.of(LOGGER);
        HttpServer server = HttpServer.start(app, "localhost", 80);
        ClientSession session = new ClientSession()) {
      try (WebSocket socket = session.webSocket("ws://localhost/chat/blue")) {
        assertThat(socket.receiveText()).isEqualTo("hello from blue");
      }
      try (WebSocket socket = session.webSocket("ws://localhost/fails")) {
        assertThatExceptionOfType(WebSocketException.class)
            .isThrownBy(socket::receive)
            .satisfies(end -> assertThat(end.closeCode()).isEqualTo(CloseCode.SERVER_ERROR));
      }
      sleep(seconds(1));
      assertThat(seen).containsExactly("left blue");
      assertThat(log.failures())
          .singleElement()
          .hasToString("java.lang.IllegalStateException: a bug");
      assertThat(server.connections()).isZero();
      assertThat(session.get("http://localhost/chat/blue").status()).isEqualTo(426);
    }
    sleep(seconds(1));
  }

  @Test
  void whereverItIsCancelledNothingIsLeft() {
    CancelEverywhere.check(
        () ->
            () -> {
              try (TestClient client = TestClient.start(chat());
                  WebSocket socket = client.webSocket("/chat/blue")) {
                socket.receiveText();
                socket.sendText("one");
                socket.receiveText();
              }
            });
  }
}
