package asyncio.http.client;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.gatherOutcomes;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.http.support.Programs.resource;
import static asyncio.testing.TestKit.waitUntilIdle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Body;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.testing.FakeServer;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.ServerOptions;
import asyncio.stream.Streams;
import asyncio.task.Coroutine;
import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import asyncio.tls.TlsContext;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace hears. */
class ClientTraceTest {

  private static final String CLOSING =
      "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2\n\nok";

  /** Writes everything down. */
  private static final class Diary implements ClientTrace {

    private final List<String> lines = new ArrayList<>();

    private void add(TracedRequest request, String what) {
      lines.add(request.number() + " " + what);
    }

    @Override
    public void requestStarted(TracedRequest request) {
      add(request, "started");
    }

    @Override
    public void queued(TracedRequest request) {
      add(request, "queued");
    }

    @Override
    public void dequeued(TracedRequest request) {
      add(request, "dequeued");
    }

    @Override
    public void connectionStarted(TracedRequest request) {
      add(request, "connects");
    }

    @Override
    public void nameLookUpStarted(TracedRequest request, String host) {
      add(request, "looks for " + host);
    }

    @Override
    public void nameLookedUp(TracedRequest request, String host, List<InetAddress> addresses) {
      add(request, "found " + host + " " + addresses.size());
    }

    @Override
    public void nameRemembered(TracedRequest request, String host, List<InetAddress> addresses) {
      add(request, "remembers " + host + " " + addresses.size());
    }

    @Override
    public void tlsStarted(TracedRequest request, String host) {
      add(request, "greets " + host);
    }

    @Override
    public void tlsEnded(TracedRequest request, String host) {
      add(request, "trusts " + host);
    }

    @Override
    public void connectionCreated(TracedRequest request) {
      add(request, "created");
    }

    @Override
    public void connectionReused(TracedRequest request) {
      add(request, "reused");
    }

    @Override
    public void headSent(TracedRequest request, RequestHead head) {
      add(request, "sent " + head);
    }

    @Override
    public void chunkSent(TracedRequest request, long bytes) {
      add(request, "sent " + bytes);
    }

    @Override
    public void headReceived(TracedRequest request, ResponseHead head) {
      add(request, "received " + head);
    }

    @Override
    public void chunkReceived(TracedRequest request, long bytes) {
      add(request, "received " + bytes);
    }

    @Override
    public void redirected(TracedRequest request, URI to) {
      add(request, "redirected to " + to);
    }

    @Override
    public void requestEnded(TracedRequest request, ResponseHead head) {
      add(request, "ended " + head);
    }

    @Override
    public void requestFailed(TracedRequest request, Throwable failure) {
      add(request, "failed " + failure.getClass().getSimpleName());
    }
  }

  private final Diary diary = new Diary();

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  @AsyncTest
  void itHearsEveryPhase() throws Exception {
    try (FakeServer server =
            FakeServer.start("localhost", 80)
                .answer("HTTP/1.1 307 Elsewhere\nLocation: /b\nContent-Length: 0\n\n")
                .answer("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
        ClientSession session = ClientSession.builder().trace(diary).build()) {
      session.post("http://localhost/a", Body.text("tea")).close();
      assertThat(server.requests()).hasSize(2);
    }
    assertThat(diary.lines)
        .containsExactly(
            "1 started",
            "1 connects",
            "1 looks for localhost",
            "1 found localhost 1",
            "1 created",
            "1 sent POST /a",
            "1 sent 3",
            "1 received 307 Elsewhere",
            "1 redirected to http://localhost/b",
            "1 reused",
            "1 sent POST /b",
            "1 sent 3",
            "1 received 200 OK",
            "1 received 2",
            "1 ended 200 OK");
  }

  @AsyncTest
  void itHearsOfTheLineAndOfFailures() throws Exception {
    try (FakeServer server =
            FakeServer.start("localhost", 80)
                .answer("HTTP/1.1 204 No Content\n\n")
                .answer(peer -> peer.abort());
        ClientSession session = ClientSession.builder().limit(1).trace(diary).build()) {
      gather(
          () -> session.get("http://localhost/").close(),
          () ->
              assertThatThrownBy(() -> session.post("http://localhost/", Body.EMPTY))
                  .isInstanceOf(ServerDisconnectedException.class));
      assertThat(server.requests()).hasSize(2);
    }
    assertThat(diary.lines)
        .containsSubsequence("1 started", "2 queued", "1 ended 204 No Content", "2 dequeued")
        .endsWith("2 reused", "2 sent POST /", "2 failed ServerDisconnectedException");
  }

  @AsyncTest
  void itHearsWhichNamesAreRememberedAndOfNoneThatIsAnAddress() throws Exception {
    try (FakeServer server = FakeServer.start("localhost", 80).otherwise(CLOSING);
        ClientSession session = ClientSession.builder().trace(diary).build()) {
      session.get("http://localhost/").close();
      session.get("http://localhost/").close();
      session.get("http://127.0.0.1/").close();
      assertThat(server.connections()).isEqualTo(3);
    }
    assertThat(diary.lines)
        .filteredOn(line -> line.contains("localhost"))
        .containsExactly("1 looks for localhost", "1 found localhost 1", "2 remembers localhost 1");
    assertThat(diary.lines).filteredOn("3 connects"::equals).hasSize(1);
  }

  @AsyncTest
  void itHearsOfTlsWithEachOnTheWay() throws Exception {
    TlsContext context = TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem"));
    ServerOptions secure = ServerOptions.DEFAULT.withTls(context);
    try (FakeServer server = FakeServer.start("localhost", 443, secure).otherwise(CLOSING);
        FakeServer proxy = FakeServer.start("localhost", 3128, secure).otherwise(Relay::serve);
        ClientSession session =
            ClientSession.builder()
                .tls(TlsContext.forClient(resource("ca.pem")))
                .proxy(HttpProxy.of("https://localhost:3128"))
                .trace(diary)
                .build()) {
      session.get("https://localhost/").close();
      assertThat(server.requests()).hasSize(1);
      assertThat(proxy.requests()).hasSize(1);
    }
    assertThat(diary.lines)
        .startsWith(
            "1 started",
            "1 connects",
            "1 looks for localhost",
            "1 found localhost 1",
            "1 greets localhost",
            "1 trusts localhost",
            "1 greets localhost",
            "1 trusts localhost",
            "1 created");
  }

  @AsyncTest
  void aPhaseThatFailsHasNoEndOfItsOwn() throws Exception {
    try (Server server =
            Streams.serve(
                connection -> connection.writer().send("hello\n", StandardCharsets.UTF_8),
                "localhost",
                443,
                ServerOptions.DEFAULT);
        ClientSession session = ClientSession.builder().trace(diary).build()) {
      assertThatThrownBy(() -> session.get("https://localhost/")).isInstanceOf(TlsException.class);
      assertThatThrownBy(() -> session.get("http://nowhere/"))
          .isInstanceOf(CannotConnectException.class);
      assertThat(server.isServing()).isTrue();
    }
    assertThat(diary.lines)
        .containsSubsequence("1 greets localhost", "1 failed TlsException")
        .doesNotContain("1 trusts localhost", "1 created")
        .endsWith(
            "2 started", "2 connects", "2 looks for nowhere", "2 failed CannotConnectException");
  }

  /** Throws at one kind of event, once. */
  private static ClientTrace throwingAt(String event) {
    boolean[] thrown = new boolean[1];
    return (ClientTrace)
        Proxy.newProxyInstance(
            ClientTrace.class.getClassLoader(),
            new Class<?>[] {ClientTrace.class},
            (_, method, _) -> {
              if (method.getName().equals(event) && !thrown[0]) {
                thrown[0] = true;
                throw new IllegalStateException("thrown by the trace");
              }
              return null;
            });
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(
      strings = {
        "queued",
        "dequeued",
        "connectionStarted",
        "nameLookUpStarted",
        "nameLookedUp",
        "connectionCreated",
        "connectionReused",
        "headSent",
        "headReceived",
        "requestEnded"
      })
  void whatItThrowsFailsTheRequestAndLeavesNothingBehind(String event) throws Exception {
    Set<Connection> accepted = new LinkedHashSet<>();
    try (FakeServer server =
            FakeServer.start("localhost", 80)
                .otherwise(
                    peer -> {
                      accepted.add(peer.connection());
                      peer.readBody();
                      peer.send("HTTP/1.1 200 OK\nContent-Length: 4\n\nha");
                      sleep(seconds(1));
                      peer.send("lf");
                    });
        ClientSession session = ClientSession.builder().limit(1).trace(throwingAt(event)).build()) {
      List<Outcome<String>> outcomes =
          gatherOutcomes(Collections.<Coroutine<String>>nCopies(3, () -> text(session)));
      assertThat(outcomes)
          .filteredOn(outcome -> outcome instanceof Outcome.Failure<?>)
          .singleElement()
          .asString()
          .contains("thrown by the trace");
      assertThat(session.connectionsInUse()).isZero();
      sleep(seconds(1));
      assertThat(text(session)).isEqualTo("half");
      assertThat(accepted).filteredOn(connection -> !connection.writer().isClosing()).hasSize(1);
      assertThat(server.requests()).hasSizeBetween(3, 4);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(
      strings = {
        "requestStarted",
        "nameRemembered",
        "tlsStarted",
        "tlsEnded",
        "chunkSent",
        "chunkReceived",
        "redirected"
      })
  void norDoesItAnywhereElseOnTheWay(String event) throws Exception {
    TlsContext context = TlsContext.forServer(resource("rsa.pem"), resource("rsa-key.pem"));
    Set<Connection> accepted = new LinkedHashSet<>();
    try (FakeServer server =
            FakeServer.start("localhost", 443, ServerOptions.DEFAULT.withTls(context))
                .otherwise(
                    peer -> {
                      accepted.add(peer.connection());
                      peer.readBody();
                      peer.send(
                          peer.request().target().equals("/")
                              ? "HTTP/1.1 307 Elsewhere\nLocation: /2\nContent-Length: 0\n\n"
                              : CLOSING);
                    });
        ClientSession session =
            ClientSession.builder()
                .tls(TlsContext.forClient(resource("ca.pem")))
                .trace(throwingAt(event))
                .build()) {
      List<Outcome<String>> outcomes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        outcomes.addAll(gatherOutcomes(List.<Coroutine<String>>of(() -> posted(session))));
      }
      assertThat(outcomes)
          .filteredOn(outcome -> outcome instanceof Outcome.Failure<?>)
          .singleElement()
          .asString()
          .contains("thrown by the trace");
      assertThat(session.connectionsInUse()).isZero();
      assertThat(session.idleConnections()).isZero();
      sleep(seconds(1));
      assertThat(accepted).allMatch(connection -> connection.writer().isClosing());
      assertThat(server.requests()).hasSizeBetween(4, 6);
    }
  }

  private static String posted(ClientSession session) throws Exception {
    try (ClientResponse response = session.post("https://localhost/", Body.text("tea"))) {
      return response.text();
    }
  }

  @AsyncTest
  void itCannotHideAFailureNorACancellation() throws Exception {
    ClientTrace failing =
        new ClientTrace() {
          @Override
          public void requestFailed(TracedRequest request, Throwable failure) {
            throw new IllegalStateException("thrown by the trace");
          }
        };
    try (FakeServer server = FakeServer.start("localhost", 80).answer(_ -> sleep(seconds(10)));
        ClientSession session = ClientSession.builder().trace(failing).build()) {
      assertThatThrownBy(() -> session.get("http://localhost:81/"))
          .isInstanceOf(CannotConnectException.class)
          .hasSuppressedException(new IllegalStateException("thrown by the trace"));
      Task<String> asking = createTask(() -> text(session));
      waitUntilIdle();
      asking.cancel();
      waitUntilIdle();
      assertThat(asking.cancelled()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  private static String text(ClientSession session) throws Exception {
    try (ClientResponse response = session.get("http://localhost/")) {
      return response.text();
    }
  }

  @AsyncTest
  void itHearsOfThePiecesOfALargeBody() throws Exception {
    try (FakeServer server =
            FakeServer.start("localhost", 80).answer("HTTP/1.1 204 No Content\n\n");
        ClientSession session = ClientSession.builder().trace(diary).build()) {
      session.post("http://localhost/", Body.stream(List.of(new byte[10], new byte[20]))).close();
      assertThat(server.requests().getFirst().body()).hasSize(30);
    }
    assertThat(diary.lines).containsSubsequence("1 sent POST /", "1 sent 10", "1 sent 20");
  }
}
