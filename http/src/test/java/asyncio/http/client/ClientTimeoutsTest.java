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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import asyncio.http.Body;
import asyncio.http.testing.FakePeer;
import asyncio.http.testing.FakeServer;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** Each time budget, with what it says when it has run out; in virtual time. */
class ClientTimeoutsTest {

  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
  private static final String URL = "http://localhost/";

  private SimulatedNetwork network;

  @BeforeEach
  void network() {
    network = SimulatedNetwork.install();
  }

  private static FakeServer server() throws Exception {
    return FakeServer.start("localhost", 80);
  }

  private static ClientSession session(UnaryOperator<ClientTimeouts> change) {
    return ClientSession.builder().limit(1).timeouts(change).build();
  }

  private static void never(FakePeer peer) {
    sleep(seconds(10_000));
  }

  private static ClientTimeoutException timeoutOf(ThrowingCallable request) {
    ClientTimeoutException failure = catchThrowableOfType(ClientTimeoutException.class, request);
    assertThat(failure).isNotNull();
    return failure;
  }

  @AsyncTest
  void theTotalTimeIsFiveMinutesByDefault() throws Exception {
    try (FakeServer server = server().answer(ClientTimeoutsTest::never);
        ClientSession session = new ClientSession()) {
      assertThat(timeoutOf(() -> session.get(URL)))
          .hasMessage(
              "the total time of 300 s is over: connected in 0 s, sent in 0 s, waiting for the"
                  + " response for 300 s");
      assertThat(getRunningLoop().time()).isEqualTo(300);
      assertThat(session.connectionsInUse()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void theTotalTimeTellsWhatWasDone() throws Exception {
    try (FakeServer server =
            server().answer(peer -> peer.drip(OK, millis(50))).answer(ClientTimeoutsTest::never);
        ClientSession session = session(t -> t.withTotal(seconds(4)))) {
      Task<?> first = createTask(() -> session.get(URL).close());
      waitUntilIdle();
      assertThat(timeoutOf(() -> session.get(URL)))
          .hasMessage(
              "the total time of 4 s is over: waited 1.9 s for a free connection, connected in 0 s,"
                  + " sent in 0 s, waiting for the response for 2.1 s");
      first.await();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @AsyncTest
  void theTotalTimeHoldsForTheBodyAsWell() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nContent-Length: 100\n\n");
                      peer.drip("x".repeat(100), seconds(1));
                    });
        ClientSession session = session(t -> t.withTotal(seconds(5)));
        ClientResponse response = session.get(URL)) {
      ClientTimeoutException failure = timeoutOf(response::text);
      assertThat(failure.budget()).isEqualTo(Budget.TOTAL);
      assertThat(failure.length()).isEqualTo(seconds(5));
      assertThat(failure).hasMessageContaining("reading the response's body for 5 s");
      assertThat(getRunningLoop().time()).isEqualTo(5);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void theTotalTimeHoldsForABodyThatNeverComesToAnEnd() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.readBody();
                      peer.send(OK);
                    });
        ClientSession session = session(t -> t.withTotal(seconds(5)))) {
      Body endless = Body.streaming("text/plain", _ -> sleep(seconds(10_000)));
      assertThat(timeoutOf(() -> session.post(URL, endless)).budget()).isEqualTo(Budget.TOTAL);
      assertThat(server.requests()).isEmpty(); // the head waits for the first piece of the body
    }
  }

  @AsyncTest
  void waitingInLineHasItsOwnTime() throws Exception {
    try (FakeServer server = server().otherwise(ClientTimeoutsTest::never);
        ClientSession session = session(t -> t.withPoolWait(seconds(2)))) {
      Task<?> first = createTask(() -> session.get(URL).close());
      waitUntilIdle();
      assertThat(timeoutOf(() -> session.get(URL)))
          .hasMessage(
              "the time to wait for a free connection of 2 s is over: waiting for a free connection"
                  + " for 2 s");
      first.cancel();
      sleep(seconds(1));
      assertThat(session.connectionsInUse()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void gettingAConnectionHasItsOwnTime() throws Exception {
    network.setLookUpTime(seconds(60));
    try (ClientSession session = session(t -> t.withConnect(seconds(3)))) {
      ClientTimeoutException failure = timeoutOf(() -> session.get(URL));
      assertThat(failure.budget()).isEqualTo(Budget.CONNECT);
      assertThat(failure).hasMessageEndingWith("is over: connecting for 3 s");
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void connectingTakesThirtySecondsAtMost() throws Exception {
    network.setLookUpTime(seconds(60));
    try (ClientSession session = new ClientSession()) {
      assertThat(timeoutOf(() -> session.get(URL)))
          .hasMessage("the time to connect of 30 s is over: connecting for 30 s");
    }
  }

  @AsyncTest
  void dataHasItsOwnTimePieceByPiece() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nContent-Length: 6\n\n");
                      peer.drip("abc", seconds(2));
                      sleep(seconds(4));
                    });
        ClientSession session = session(t -> t.withSocketRead(seconds(3)));
        ClientResponse response = session.get(URL)) {
      assertThat(timeoutOf(response::text).budget()).isEqualTo(Budget.SOCKET_READ);
      assertThat(getRunningLoop().time()).isEqualTo(9);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aBodyThatEndsWithItsConnectionIsNotTakenForWholeWhenTheTimeIsOver() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\n\nhalf");
                      never(peer);
                    });
        ClientSession session = session(t -> t.withSocketRead(seconds(3)));
        ClientResponse response = session.get(URL)) {
      assertThat(timeoutOf(response::text).budget()).isEqualTo(Budget.SOCKET_READ);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void sendingTheRequestIsNoWaitingForData() throws Exception {
    Body slow =
        Body.streaming(
            "text/plain",
            sink -> {
              sink.write(ByteBuffer.wrap(new byte[1]));
              sleep(seconds(60));
              sink.write(ByteBuffer.wrap(new byte[1]));
            });
    try (FakeServer server = server().answer(OK).answer(ClientTimeoutsTest::sayNothing);
        ClientSession session = session(t -> t.withSocketRead(seconds(10)))) {
      session.post(URL, slow).close();
      assertThat(server.requests().getFirst().body()).hasSize(2);
      assertThat(timeoutOf(() -> session.post(URL, slow)))
          .hasMessageEndingWith("sent in 60 s, waiting for the response for 10 s");
    }
  }

  private static void sayNothing(FakePeer peer) throws IOException {
    peer.readBody();
    never(peer);
  }

  @AsyncTest
  void neitherIsWhatTheCallerDoesBetweenTwoPieces() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nContent-Length: 6\n\n");
                      peer.drip("abcdef", seconds(1));
                    });
        ClientSession session = session(t -> t.withSocketRead(seconds(2)));
        ClientResponse response = session.get(URL)) {
      int bytes = 0;
      for (byte[] piece : response.body().chunks()) {
        bytes += piece.length;
        sleep(seconds(3));
      }
      assertThat(bytes).isEqualTo(6);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aRequestThatIsSentAgainHasAllItsTimeToConnect() throws Exception {
    try (FakeServer server =
            server()
                .answer(OK)
                .answer(
                    peer -> {
                      sleep(seconds(5));
                      peer.abort();
                    })
                .answer(OK);
        ClientSession session = session(t -> t.withConnect(seconds(1)))) {
      session.get(URL).close();
      session.get(URL).close();
      assertThat(server.requests()).hasSize(3);
    }
  }

  @AsyncTest
  void aRequestCanHaveOtherTimes() throws Exception {
    try (FakeServer server = server().otherwise(ClientTimeoutsTest::never);
        ClientSession session = new ClientSession()) {
      gather(
          () ->
              assertThat(timeoutOf(() -> session.request("GET", URL).timeout(seconds(7)).send()))
                  .hasMessageStartingWith("the total time of 7 s is over"),
          () ->
              assertThat(
                      timeoutOf(
                          () ->
                              session
                                  .request("GET", URL)
                                  .timeouts(t -> t.withSocketRead(seconds(8)))
                                  .send()))
                  .hasMessageStartingWith("the time to wait for data of 8 s is over"));
      assertThat(getRunningLoop().time()).isEqualTo(8);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @AsyncTest
  void aConnectionOutlivesTheTimeOfItsRequests() throws Exception {
    try (FakeServer server = server().otherwise(OK);
        ClientSession session =
            ClientSession.builder()
                .timeouts(t -> t.withTotal(seconds(2)))
                .keepAlive(seconds(100))
                .build()) {
      for (int i = 0; i < 5; i++) {
        session.get(URL).close();
        sleep(seconds(3));
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void timesArePositive() {
    assertThatThrownBy(() -> ClientTimeouts.DEFAULT.withTotal(seconds(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the total time must be positive, and is PT0S; use null for no limit");
  }

  @AsyncTest
  void withoutLimitsOnlyTheServerDecides() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      sleep(seconds(100_000));
                      answer(peer);
                    });
        ClientSession session = session(_ -> ClientTimeouts.NONE)) {
      session.get(URL).close();
      assertThat(getRunningLoop().time()).isEqualTo(100_000);
      assertThat(server.requests()).hasSize(1);
    }
  }

  private static void answer(FakePeer peer) throws IOException {
    peer.readBody();
    peer.send(OK);
  }
}
