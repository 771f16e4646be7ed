package asyncio.http.client;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.http.support.Programs.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.server.HttpServer;
import asyncio.http.testing.FakeServer;
import asyncio.http.testing.RecordedRequest;
import asyncio.http.websocket.WebSocket;
import asyncio.net.Server;
import asyncio.stream.ServerOptions;
import asyncio.stream.StreamReader;
import asyncio.stream.Streams;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import asyncio.testing.network.SimulatedNetwork;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways to a server: TLS, proxies, Unix sockets. */
class ConnectionsTest {

  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

  private static FakeServer plain(int port) throws Exception {
    return FakeServer.start("localhost", port);
  }

  private static FakeServer secure(int port) throws Exception {
    TlsContext context = TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem"));
    return FakeServer.start("localhost", port, ServerOptions.DEFAULT.withTls(context));
  }

  private static ClientSessionBuilder trusting() throws IOException {
    return ClientSession.builder().tls(TlsContext.forClient(resource("ca.pem")));
  }

  private static String get(ClientSession session, String url) throws Exception {
    try (ClientResponse response = session.get(url)) {
      return response.text();
    }
  }

  // ---- TLS

  @AsyncTest
  void requestsGoOverTls() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = secure(443).otherwise(OK);
        ClientSession session = trusting().build()) {
      assertThat(get(session, "https://localhost/a")).isEqualTo("ok");
      assertThat(get(session, "https://localhost/b")).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void aServerThatIsNotTrustedGetsNoRequest() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = secure(443).otherwise(OK);
        ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.get("https://localhost/"))
          .isInstanceOf(TlsException.class)
          .hasMessageStartingWith("cannot connect to https://localhost:443: ");
      assertThat(server.requests()).isEmpty();
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void aCertificateIsOfNoUseForAnotherHost() throws Exception {
    SimulatedNetwork network = SimulatedNetwork.install();
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    network.setAddresses("server.example", here);
    network.setAddresses("elsewhere.example", here);
    try (FakeServer server = secure(443).otherwise(OK);
        ClientSession session = trusting().build()) {
      assertThat(get(session, "https://server.example/")).isEqualTo("ok");
      assertThatThrownBy(() -> session.get("https://elsewhere.example/"))
          .isInstanceOf(TlsException.class)
          .hasMessageContaining("elsewhere.example");
      assertThat(server.requests()).hasSize(1);
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void aServerThatSpeaksNoTlsIsTold() throws Exception {
    SimulatedNetwork.install();
    try (Server server =
            Streams.serve(
                connection -> connection.writer().send("hello\n", StandardCharsets.UTF_8),
                "localhost",
                443,
                ServerOptions.DEFAULT);
        ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.get("https://localhost/")).isInstanceOf(TlsException.class);
      assertThat(server.isServing()).isTrue();
    }
  }

  @AsyncTest
  @SuppressWarnings("try") // closed in the middle, and again
  void closingDoesNotWaitForEverForAServerThatSaysNoGoodbye() throws Exception {
    SimulatedNetwork.install();
    TlsContext context = TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem"));
    try (Server server =
        Streams.serve(
            connection -> {
              connection.reader().readUntil("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              connection.writer().send(OK.replace("\n", "\r\n"), StandardCharsets.US_ASCII);
              sleep(seconds(1000));
            },
            "localhost",
            443,
            ServerOptions.DEFAULT.withTls(context))) {
      ClientSession session = trusting().build();
      get(session, "https://localhost/");
      double before = getRunningLoop().time();
      session.close();
      assertThat(getRunningLoop().time() - before)
          .isEqualTo(ClientSession.CLOSE_PATIENCE.toSeconds());
      server.close();
      server.abortClients();
      server.clients().forEach(client -> client.cancel("the test is over"));
      server.waitClosed();
    }
  }

  // ---- proxies

  @AsyncTest
  void aProxyIsHandedPlainRequests() throws Exception {
    FakeServer[] started = new FakeServer[1];
    SimulatedNetwork.install()
        .host("our_proxy")
        .run(() -> started[0] = FakeServer.start("our_proxy", 3128));
    try (FakeServer proxy = started[0].otherwise(OK);
        ClientSession session =
            ClientSession.builder().proxy(HttpProxy.of("http://me:pw@our_proxy:3128")).build()) {
      assertThat(get(session, "http://example.org/a?b=c")).isEqualTo("ok");
      RecordedRequest request = proxy.requests().getFirst();
      assertThat(request.target()).isEqualTo("http://example.org/a?b=c");
      assertThat(request.header("host")).isEqualTo("example.org");
      assertThat(request.header("proxy-authorization")).isEqualTo("Basic bWU6cHc=");
    }
  }

  @AsyncTest
  void aTunnelHidesTheRequestFromTheProxy() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = secure(443).otherwise(OK);
        FakeServer proxy = plain(3128).answer(Relay::serve);
        ClientSession session =
            trusting().proxy(HttpProxy.of("http://me:pw@localhost:3128")).build()) {
      assertThat(get(session, "https://localhost/secret")).isEqualTo("ok");
      assertThat(get(session, "https://localhost/second")).isEqualTo("ok");
      RecordedRequest asked = proxy.requests().getFirst();
      assertThat(proxy.requests()).hasSize(1);
      assertThat(asked.head()).hasToString("CONNECT localhost:443");
      assertThat(asked.header("proxy-authorization")).isEqualTo("Basic bWU6cHc=");
      assertThat(server.requests())
          .map(RecordedRequest::target)
          .containsExactly("/secret", "/second");
      assertThat(server.requests().getFirst().header("proxy-authorization")).isNull();
    }
  }

  @AsyncTest
  void theWayToAProxyCanBeSecureAsWell() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = secure(443).otherwise(OK);
        FakeServer proxy = secure(3128).answer(Relay::serve).otherwise(OK);
        ClientSession session = trusting().proxy(HttpProxy.of("https://localhost:3128")).build()) {
      assertThat(get(session, "https://localhost/")).isEqualTo("ok");
      assertThat(get(session, "http://localhost/plain")).isEqualTo("ok");
      assertThat(server.requests()).hasSize(1);
      assertThat(proxy.requests()).hasSize(2);
    }
  }

  @AsyncTest
  void aTunnelMayNeedADigest() throws Exception {
    SimulatedNetwork.install();
    String challenge =
        "HTTP/1.1 407 Who Are You\nProxy-Authenticate: Digest realm=\"box\", nonce=\"n1\"\n"
            + "Content-Length: 0\n\n";
    HttpProxy way =
        new HttpProxy(URI.create("http://localhost:3128"), Credentials.digest("me", "secret"));
    try (FakeServer server = secure(443).otherwise(OK);
        FakeServer proxy = plain(3128).answer(challenge).answer(Relay::serve);
        ClientSession session = trusting().proxy(way).build()) {
      assertThat(get(session, "https://localhost/")).isEqualTo("ok");
      assertThat(server.requests()).hasSize(1);
      assertThat(proxy.requests())
          .map(request -> request.head().headers().getOrDefault("proxy-authorization", "none"))
          .satisfiesExactly(
              none -> assertThat(none).isEqualTo("none"),
              digest -> assertThat(digest).contains("uri=\"localhost:443\""));
    }
  }

  @AsyncTest
  void aWebSocketGoesThroughATunnelEvenIfItIsNotSecure() throws Exception {
    SimulatedNetwork.install();
    try (HttpServer _ = HttpServer.start(WebSocketPoolTest::echo, "localhost", 80);
        FakeServer proxy = plain(3128).answer(Relay::serve).otherwise(OK);
        ClientSession session =
            ClientSession.builder().proxy(HttpProxy.of("http://localhost:3128")).build()) {
      try (WebSocket socket = session.webSocket("ws://localhost/")) {
        socket.sendText("hello");
        assertThat(socket.receiveText()).isEqualTo("hello");
      }
      assertThat(get(session, "http://localhost/")).isEqualTo("ok");
      assertThat(proxy.requests())
          .map(RecordedRequest::toString)
          .containsExactly("CONNECT localhost:80", "GET http://localhost/");
    }
    sleep(seconds(1));
  }

  @AsyncTest
  void aProxyMayRefuse() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer proxy =
            plain(3128).otherwise("HTTP/1.1 407 Who Are You\nContent-Length: 0\n\n");
        ClientSession session =
            ClientSession.builder().proxy(HttpProxy.of("http://localhost:3128")).build()) {
      assertThatThrownBy(() -> session.get("https://localhost/"))
          .isInstanceOf(CannotConnectException.class)
          .hasMessageContaining(
              "the proxy localhost:3128 has answered 407 Who Are You; give it credentials");
      assertThat(proxy.requests()).hasSize(1);
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @Test
  void theAddressOfAProxyHasAHostAndNoUser() {
    assertThatThrownBy(() -> new HttpProxy(URI.create("http:/path"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the host is missing");
    assertThatThrownBy(() -> new HttpProxy(URI.create("http://me:pw@our_proxy:1"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the proxy our_proxy has a user in it")
        .hasMessageNotContaining("pw");
  }

  @ParameterizedTest
  @CsvSource({
    "socks5://our_proxy:1080, its scheme must be http or https",
    "//our_proxy:3128, its scheme must be http or https",
    "http://localhost:0, ports go from 1 to 65535",
    "http://localhost:65536, ports go from 1 to 65535",
  })
  void aProxyIsWhereARequestCanGo(String url, String problem) {
    assertThatThrownBy(() -> new HttpProxy(URI.create(url), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(url)
        .hasMessageContaining(problem);
  }

  @AsyncTest
  void aRequestCanGoWithoutTheProxy() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = plain(80).otherwise(OK);
        ClientSession session =
            ClientSession.builder().proxy(HttpProxy.of("http://localhost:3128")).build()) {
      session.request("GET", "http://localhost/").proxy(null).send().close();
      assertThat(server.requests()).hasSize(1);
    }
  }

  // ---- Unix sockets

  @AsyncTest(time = TimeMode.REAL)
  void requestsGoOverUnixSockets(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("s");
    try (Server server =
            Streams.serveUnix(
                connection -> {
                  StreamReader reader = connection.reader();
                  reader.readUntil("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                  connection.writer().send(OK.replace("\n", "\r\n"), StandardCharsets.US_ASCII);
                },
                socket,
                ServerOptions.DEFAULT);
        ClientSession session = ClientSession.builder().unixSocket(socket).build()) {
      assertThat(get(session, "http://any.host/path")).isEqualTo("ok");
      assertThat(server.isServing()).isTrue();
    }
  }
}
