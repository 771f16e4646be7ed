package asyncio.http.client;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.testing.TestKit.waitUntilIdle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Body;
import asyncio.http.testing.FakePeer;
import asyncio.http.testing.FakeServer;
import asyncio.http.testing.RecordedRequest;
import asyncio.task.Coroutine;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Which connection a request gets, and when. */
class ConnectionPoolTest {

  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
  private static final String URL = "http://localhost/";

  private SimulatedNetwork network;

  @BeforeEach
  void network() {
    network = SimulatedNetwork.install();
  }

  private static FakeServer server() throws Exception {
    return FakeServer.start("localhost", 80).otherwise(OK);
  }

  private static void slowly(FakePeer peer) throws IOException {
    peer.readBody();
    sleep(seconds(1));
    peer.send(OK);
  }

  private static String get(ClientSession session, String path) throws Exception {
    try (ClientResponse response = session.get("http://localhost" + path)) {
      return response.text();
    }
  }

  // ---- limits

  @AsyncTest
  void noMoreConnectionsThanTheLimitAreUsedAndWhoCameFirstIsServedFirst() throws Exception {
    try (FakeServer server = server().otherwise(ConnectionPoolTest::slowly);
        ClientSession session = ClientSession.builder().limit(2).build()) {
      List<Task<String>> tasks = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String path = "/" + i;
        tasks.add(createTask(() -> get(session, path)));
      }
      waitUntilIdle();
      assertThat(session.connectionsInUse()).isEqualTo(2);
      gather(tasks);
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests())
          .map(RecordedRequest::target)
          .containsExactly("/0", "/1", "/2", "/3", "/4", "/5");
    }
  }

  @AsyncTest
  void aLimitPerHostLeavesConnectionsToOthers() throws Exception {
    FakeServer[] other = new FakeServer[1];
    network.host("other").run(() -> other[0] = FakeServer.start("other", 80).otherwise(OK));
    try (FakeServer server = server().otherwise(ConnectionPoolTest::slowly);
        ClientSession session = ClientSession.builder().limit(2).limitPerHost(1).build()) {
      Task<String> first = createTask(() -> get(session, "/1"));
      Task<String> second = createTask(() -> get(session, "/2"));
      waitUntilIdle();
      try (ClientResponse elsewhere = session.get("http://other/")) {
        assertThat(elsewhere.text()).isEqualTo("ok");
      }
      assertThat(first.done()).isFalse();
      gather(first, second);
      assertThat(server.connections()).isEqualTo(1);
    } finally {
      other[0].close();
    }
  }

  @AsyncTest
  void aCancelledRequestInTheLineLetsTheNextOnePass() throws Exception {
    try (FakeServer server = server().otherwise(ConnectionPoolTest::slowly);
        ClientSession session = ClientSession.builder().limit(1).build()) {
      Task<String> first = createTask(() -> get(session, "/1"));
      Task<String> second = createTask(() -> get(session, "/2"));
      Task<String> third = createTask(() -> get(session, "/3"));
      waitUntilIdle();
      second.cancel();
      gather(first, third);
      assertThat(server.requests()).map(RecordedRequest::target).containsExactly("/1", "/3");
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void anUnreadResponseHoldsItsConnectionUntilItIsClosed() throws Exception {
    try (FakeServer server =
            server().answer(peer -> peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf"));
        ClientSession session = ClientSession.builder().limit(1).build()) {
      ClientResponse unread = session.get(URL);
      assertThat(session.connectionsInUse()).isEqualTo(1);
      unread.close();
      assertThat(session.connectionsInUse()).isZero();
      assertThatThrownBy(unread::text).hasMessageContaining("closed before its body was read");
      assertThat(get(session, "/")).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @AsyncTest
  void aSmallResponseGivesItsConnectionBackAtOnce() throws Exception {
    try (FakeServer server = server();
        ClientSession session = ClientSession.builder().limit(1).build();
        ClientResponse first = session.get(URL);
        ClientResponse second = session.get(URL)) {
      assertThat(first.text() + second.text()).isEqualTo("okok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void soDoesASmallResponseInChunks() throws Exception {
    try (FakeServer server =
            server()
                .otherwise(
                    "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n");
        ClientSession session = ClientSession.builder().limit(1).build();
        ClientResponse first = session.get(URL);
        ClientResponse second = session.get(URL)) {
      assertThat(first.text() + second.text()).isEqualTo("okok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void idleConnectionsMakeRoomForAllThatAreMadeAtOnce() throws Exception {
    try (FakeServer server = server().otherwise(ConnectionPoolTest::slowly);
        FakeServer other = FakeServer.start("localhost", 81).otherwise(ConnectionPoolTest::slowly);
        ClientSession session = ClientSession.builder().limit(4).build()) {
      gather(Collections.<Coroutine<String>>nCopies(4, () -> get(session, "/")));
      assertThat(session.idleConnections()).isEqualTo(4);
      gather(Collections.<Coroutine<String>>nCopies(3, () -> get(session, ":81/")));
      assertThat(session.idleConnections()).isEqualTo(4);
      assertThat(other.connections()).isEqualTo(3);
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  // ---- the end

  @AsyncTest
  void whoWaitsForAConnectionFailsWhenTheSessionIsClosed() throws Exception {
    network.setLookUpTime(seconds(20));
    ClientSession session = ClientSession.builder().limit(1).build();
    List<Task<String>> tasks =
        List.of(createTask(() -> get(session, "/1")), createTask(() -> get(session, "/2")));
    sleep(seconds(1));
    session.close();
    for (Task<String> task : tasks) {
      assertThatThrownBy(task::await).hasMessage("the session was closed meanwhile");
    }
    assertThat(getRunningLoop().time()).isEqualTo(1);
    assertThat(session.connectionsInUse()).isZero();
  }

  @AsyncTest
  void aBodyThatEndsWithItsConnectionIsNotTakenForWholeWhenTheSessionIsClosed() throws Exception {
    try (FakeServer server =
        server()
            .answer(
                peer -> {
                  peer.send("HTTP/1.1 200 OK\n\nhalf");
                  sleep(seconds(100));
                })) {
      ClientSession session = new ClientSession();
      Task<String> reading = createTask(() -> get(session, "/"));
      sleep(seconds(1));
      session.close();
      assertThatThrownBy(reading::await).hasMessage("the session was closed meanwhile");
      assertThat(server.requests()).hasSize(1);
    }
  }

  // ---- reuse

  @AsyncTest
  void anIdleConnectionIsKeptForATime() throws Exception {
    try (FakeServer server = server();
        ClientSession session = ClientSession.builder().keepAlive(seconds(10)).build()) {
      get(session, "/");
      sleep(seconds(9));
      get(session, "/");
      assertThat(server.connections()).isEqualTo(1);
      sleep(seconds(10.5));
      assertThat(session.idleConnections()).isZero();
      get(session, "/");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  /** 0.1 + 15 - 15 is less than 0.1, so whoever asks the clock takes it for younger, for ever. */
  @AsyncTest
  void anIdleConnectionIsEndedThoughTheClockIsRounded() throws Exception {
    try (FakeServer _ = server();
        ClientSession session = ClientSession.builder().keepAlive(seconds(15)).build()) {
      sleep(millis(100));
      get(session, "/");
      sleep(seconds(16));
      assertThat(session.idleConnections()).isZero();
    }
  }

  @AsyncTest
  void aConnectionThatTheServerHasClosedIsNotUsedAgain() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send(OK);
                      peer.close();
                    });
        ClientSession session = new ClientSession()) {
      get(session, "/");
      waitUntilIdle();
      try (ClientResponse response = session.post(URL, Body.text("once"))) {
        assertThat(response.text()).isEqualTo("ok");
      }
      assertThat(server.requests()).hasSize(2);
    }
  }

  @AsyncTest
  void aConnectionWithWhatNobodyAskedForIsNotUsedAgain() throws Exception {
    try (FakeServer server =
            server().answer(peer -> peer.send("HTTP/1.1 200 OK\nContent-Length: 2\n\nok" + OK));
        ClientSession session = new ClientSession()) {
      get(session, "/");
      get(session, "/");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @AsyncTest
  void theServerMayAskForANewConnection() throws Exception {
    try (FakeServer server =
            server().answer("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2\n\nok");
        ClientSession session = new ClientSession()) {
      get(session, "/");
      assertThat(session.idleConnections()).isZero();
      get(session, "/");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  // ---- dead connections

  @AsyncTest
  void aRequestThatMayBeRepeatedIsSentAgainIfItsOldConnectionWasDead() throws Exception {
    try (FakeServer server = server().answer(OK).answer(peer -> peer.abort());
        ClientSession session = new ClientSession()) {
      get(session, "/1");
      assertThat(get(session, "/2")).isEqualTo("ok");
      assertThat(server.requests()).map(RecordedRequest::target).containsExactly("/1", "/2", "/2");
    }
  }

  @AsyncTest
  void aRequestThatMayNotBeRepeatedIsNotSentAgain() throws Exception {
    try (FakeServer server = server().answer(OK).answer(peer -> peer.abort());
        ClientSession session = new ClientSession()) {
      get(session, "/1");
      assertThatThrownBy(() -> session.post(URL, Body.text("order")))
          .isInstanceOf(ServerDisconnectedException.class);
      assertThat(server.requests()).hasSize(2);
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void aNewConnectionThatDiesIsAFailure() throws Exception {
    try (FakeServer server = server().answer(peer -> peer.abort());
        ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.get(URL))
          .isInstanceOf(ServerDisconnectedException.class)
          .hasMessageContaining("#1 GET http://localhost/");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aRequestIsSentAgainOnceOnly() throws Exception {
    try (FakeServer server =
            server().answer(OK).answer(peer -> peer.abort()).answer(peer -> peer.abort());
        ClientSession session = new ClientSession()) {
      get(session, "/1");
      assertThatThrownBy(() -> session.get(URL)).isInstanceOf(ServerDisconnectedException.class);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @AsyncTest
  void aResponseThatHasBegunIsNotAskedForAgain() throws Exception {
    try (FakeServer server =
            server()
                .answer(OK)
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\r\nContent-Le");
                      peer.close();
                    });
        ClientSession session = new ClientSession()) {
      get(session, "/1");
      assertThatThrownBy(() -> session.get(URL))
          .hasMessageContaining("in the middle of a message's head");
      assertThat(server.requests()).hasSize(2);
    }
  }

  // ---- no way

  @AsyncTest
  void aServerThatIsNotThereIsTold() throws Exception {
    try (ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.get("http://localhost:81/"))
          .isInstanceOf(CannotConnectException.class)
          .hasMessageContaining("cannot connect to http://localhost:81");
      assertThatThrownBy(() -> session.get("http://nowhere/"))
          .isInstanceOf(CannotConnectException.class)
          .hasMessageContaining("UnknownHost");
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void namesAreRememberedForTenSeconds() throws Exception {
    List<String> lookUps = new ArrayList<>();
    ClientTrace trace =
        new ClientTrace() {
          @Override
          public void nameLookedUp(
              TracedRequest request, String host, List<java.net.InetAddress> addresses) {
            lookUps.add(request.number() + " " + host);
          }
        };
    try (FakeServer server =
            server().otherwise("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2\n\nok");
        ClientSession session = ClientSession.builder().trace(trace).build()) {
      get(session, "/");
      sleep(seconds(9));
      get(session, "/");
      sleep(seconds(2));
      get(session, "/");
      assertThat(lookUps).containsExactly("1 localhost", "3 localhost");
      assertThat(server.connections()).isEqualTo(3);
    }
  }
}
