package asyncio.http.client;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;
import static asyncio.http.support.Programs.resource;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.Body;
import asyncio.http.testing.FakePeer;
import asyncio.http.testing.FakeServer;
import asyncio.http.websocket.WebSocket;
import asyncio.stream.ServerOptions;
import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.testing.CancelEverywhere;
import asyncio.testing.CancelScenario;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.junit.jupiter.api.Test;

/** Requests, cancelled at every moment: the pool is whole afterwards, and serves others. */
class CancelClientTest {

  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
  private static final String URL = "http://localhost/";
  private static final String SECURE_URL = "https://localhost/";

  /** A frame's head, its mask, and the code. */
  private static final int MASKED_CLOSE_BYTES = 2 + 4 + 2;

  /** Something a session is asked for, on a network in memory. */
  private abstract static class Asking implements CancelScenario {

    private FakeServer server;
    private ClientSession session;

    @Override
    public final void run() throws Exception {
      SimulatedNetwork network = SimulatedNetwork.install();
      server = start().otherwise(this::answer);
      session = prepare(network).limit(1).build();
      ask(session);
    }

    FakeServer start() throws Exception {
      return FakeServer.start("localhost", 80);
    }

    ClientSessionBuilder prepare(SimulatedNetwork network) throws Exception {
      return ClientSession.builder();
    }

    /** Closes what was prepared. */
    void end() {}

    void answer(FakePeer peer) throws IOException {
      peer.readBody();
      sleep(millis(10));
      peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
      for (String piece : new String[] {"a", "b"}) {
        sleep(millis(10));
        peer.send("1\r\n" + piece + "\r\n");
      }
      peer.send("0\r\n\r\n");
    }

    abstract void ask(ClientSession asked) throws Exception;

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the server, until it is closed
    }

    @Override
    public final void verify(Outcome<?> outcome) throws Exception {
      if (session == null) {
        return; // cancelled before it began
      }
      assertThat(session.connectionsInUse()).isZero();
      server.otherwise(OK);
      try (ClientResponse response = session.get(server.port() == 443 ? SECURE_URL : URL)) {
        assertThat(response.text()).isEqualTo("ok");
      }
      session.close();
      assertThat(session.idleConnections()).isZero();
      server.close();
      end();
    }
  }

  private static void check(java.util.function.Supplier<CancelScenario> scenario) {
    assertThat(CancelEverywhere.check(scenario)).isGreaterThan(5);
  }

  @Test
  void aRequest() {
    check(
        () ->
            new Asking() {
              @Override
              void ask(ClientSession asked) throws Exception {
                try (ClientResponse response = asked.get(URL)) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  @Test
  void aRequestInLine() {
    check(
        () ->
            new Asking() {
              @Override
              void ask(ClientSession asked) throws Exception {
                Task<String> first = createTask(() -> text(asked));
                Task<String> second = createTask(() -> text(asked));
                gather(first, second);
              }

              private String text(ClientSession asked) throws Exception {
                try (ClientResponse response = asked.get(URL)) {
                  return response.text();
                }
              }
            });
  }

  @Test
  void anUpload() {
    check(
        () ->
            new Asking() {
              @Override
              void ask(ClientSession asked) throws Exception {
                Body body =
                    Body.streaming(
                        "text/plain",
                        sink -> {
                          for (int i = 0; i < 3; i++) {
                            sleep(millis(10));
                            sink.write(new byte[10]);
                          }
                        });
                try (ClientResponse response = asked.post(URL, body)) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  @Test
  void anUploadThatAsksFirst() {
    check(
        () ->
            new Asking() {
              @Override
              void answer(FakePeer peer) throws IOException {
                sleep(millis(10));
                peer.send("HTTP/1.1 100 Continue\n\n");
                super.answer(peer);
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                Body body = Body.text("order");
                try (ClientResponse response =
                    asked.request("POST", URL).expectContinue().body(body).send()) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  @Test
  void aRedirect() {
    check(
        () ->
            new Asking() {
              @Override
              void answer(FakePeer peer) throws IOException {
                sleep(millis(10));
                peer.readBody();
                if (peer.request().target().equals("/")) {
                  peer.send("HTTP/1.1 302 Found\nLocation: /2\nTransfer-Encoding: chunked\n\n");
                  sleep(millis(10));
                  peer.send("0\r\n\r\n");
                } else {
                  super.answer(peer);
                }
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                try (ClientResponse response = asked.get(URL)) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  @Test
  void aRequestThatIsSentOnceMoreUnasked() {
    check(
        () ->
            new Asking() {
              @Override
              void answer(FakePeer peer) throws IOException {
                sleep(millis(10));
                if (peer.request().header("expect") == null) {
                  super.answer(peer);
                } else {
                  peer.send("HTTP/1.1 417 Expectation Failed\nContent-Length: 0\n\n");
                }
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                Body body = Body.text("order");
                try (ClientResponse response =
                    asked.request("POST", URL).expectContinue().body(body).send()) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  @Test
  void aRequestThatIsAskedWhoWeAre() {
    check(
        () ->
            new Asking() {
              @Override
              ClientSessionBuilder prepare(SimulatedNetwork network) {
                return ClientSession.builder().credentials(Credentials.digest("me", "secret"));
              }

              @Override
              void answer(FakePeer peer) throws IOException {
                if (peer.request().header("authorization") == null) {
                  challenge(peer, "401 Unauthorized\nWWW-Authenticate");
                } else {
                  super.answer(peer);
                }
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                try (ClientResponse response = asked.post(URL, Body.text("order"))) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  @Test
  void aRequestWhoseProxyAsksWhoWeAre() {
    check(
        () ->
            new Asking() {
              @Override
              FakeServer start() throws Exception {
                return FakeServer.start("localhost", 3128);
              }

              @Override
              ClientSessionBuilder prepare(SimulatedNetwork network) {
                return ClientSession.builder().proxy(proxy());
              }

              @Override
              void answer(FakePeer peer) throws IOException {
                if (peer.request().header("proxy-authorization") == null) {
                  challenge(peer, "407 Who Are You\nProxy-Authenticate");
                } else {
                  super.answer(peer);
                }
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                try (ClientResponse response = asked.get(URL)) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  private static HttpProxy proxy() {
    return new HttpProxy(URI.create("http://localhost:3128"), Credentials.digest("me", "secret"));
  }

  private static void challenge(FakePeer peer, String statusAndHeader) throws IOException {
    peer.readBody();
    peer.send(
        "HTTP/1.1 "
            + statusAndHeader
            + ": Digest realm=\"box\", nonce=\"n1\"\nTransfer-Encoding: chunked\n\n");
    sleep(millis(10));
    peer.send("0\r\n\r\n");
  }

  /** As its connection was idle, and turns out dead. */
  @Test
  void aRequestThatIsRepeated() {
    check(
        () ->
            new Asking() {
              private boolean dead;

              @Override
              void answer(FakePeer peer) throws IOException {
                sleep(millis(10));
                if (peer.request().target().equals("/") || dead) {
                  super.answer(peer);
                } else {
                  dead = true;
                  peer.abort();
                }
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                for (String path : List.of("", "second")) {
                  try (ClientResponse response = asked.get(URL + path)) {
                    assertThat(response.text()).isEqualTo("ab");
                  }
                }
                assertThat(dead).isTrue();
              }
            });
  }

  @Test
  void aWebSocket() {
    check(
        () ->
            new Asking() {
              @Override
              void answer(FakePeer peer) throws IOException {
                sleep(millis(10));
                peer.send(
                    "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\n"
                        + "Sec-WebSocket-Accept: "
                        + WebSocketUtils.hashKey(peer.request().header("sec-websocket-key"))
                        + "\n\n");
                sleep(millis(10));
                peer.send(new byte[] {(byte) 0x81, 2, 'a', 'b'});
                peer.connection().reader().readExactly(MASKED_CLOSE_BYTES);
                sleep(millis(10));
                peer.send(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8});
                peer.close();
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                try (WebSocket socket = asked.webSocket(URL)) {
                  assertThat(socket.receiveText()).isEqualTo("ab");
                }
              }
            });
  }

  @Test
  void theRaceForAnAddress() {
    check(
        () ->
            new Asking() {
              @Override
              ClientSessionBuilder prepare(SimulatedNetwork network) {
                network.setLookUpTime(millis(10));
                SimulatedHost dead = network.host("dead", InetAddress.ofLiteral("fd00::1"));
                network.setAddresses(
                    "localhost", dead.address(), InetAddress.ofLiteral("127.0.0.1"));
                network.isolate(dead);
                return ClientSession.builder();
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                try (ClientResponse response = asked.get(URL)) {
                  assertThat(response.text()).isEqualTo("ab");
                }
              }
            });
  }

  /** Each moment costs several handshakes, so there is little besides. */
  @Test
  void theWayThroughAProxyWithTls() throws IOException {
    ServerOptions secure =
        ServerOptions.DEFAULT.withTls(
            TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem")));
    check(
        () ->
            new Asking() {

              private FakeServer proxy;

              @Override
              FakeServer start() throws Exception {
                return FakeServer.start("localhost", 443, secure);
              }

              @Override
              ClientSessionBuilder prepare(SimulatedNetwork network) throws Exception {
                proxy = FakeServer.start("localhost", 3128).otherwise(Relay::serve);
                return ClientSession.builder()
                    .tls(TlsContext.forClient(resource("ca.pem")))
                    .proxy(HttpProxy.of("http://localhost:3128"));
              }

              @Override
              void answer(FakePeer peer) throws IOException {
                peer.send(OK);
              }

              @Override
              void ask(ClientSession asked) throws Exception {
                asked.get(SECURE_URL).close();
              }

              @Override
              void end() {
                proxy.close();
              }
            });
  }
}
