package asyncio.http.client;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import asyncio.http.Body;
import asyncio.http.testing.FakePeer;
import asyncio.http.testing.FakeServer;
import asyncio.http.testing.RecordedRequest;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Asking before a body is sent. */
class ExpectContinueTest {

  private static final String URL = "http://localhost/";
  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private static FakeServer server() throws Exception {
    return FakeServer.start("localhost", 80);
  }

  private static ClientResponse post(ClientSession session, Body body) throws Exception {
    return session.request("POST", URL).expectContinue().body(body).send();
  }

  @AsyncTest
  void theBodyIsSentWhenTheServerWantsIt() throws Exception {
    List<Double> times = new ArrayList<>();
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      assertThat(peer.request().header("expect")).isEqualTo("100-continue");
                      sleep(seconds(0.5));
                      peer.send("HTTP/1.1 103 Early Hints\n\n");
                      peer.send("HTTP/1.1 100 Continue\n\n");
                      peer.readBody();
                      times.add(getRunningLoop().time());
                      peer.send(OK);
                    });
        ClientSession session = new ClientSession()) {
      double before = getRunningLoop().time();
      try (ClientResponse response = post(session, Body.text("order"))) {
        assertThat(response.text()).isEqualTo("ok");
      }
      assertThat(times.getFirst() - before).isBetween(0.5, 0.6);
      assertThat(server.requests().getFirst().text()).isEqualTo("order");
      assertThat(session.idleConnections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void itIsNotSentWhenTheServerHasAnswered() throws Exception {
    try (FakeServer server = server().answer(ExpectContinueTest::refuse).answer(OK);
        ClientSession session = new ClientSession()) {
      try (ClientResponse response = post(session, Body.text("order"))) {
        assertThat(response.status()).isEqualTo(401);
        sleep(seconds(5));
        assertThat(response.text()).isEqualTo("no");
      }
      assertThat(server.requests().getFirst().text()).isEmpty();
      assertThat(session.idleConnections()).isZero();
      assertThat(session.get(URL).text()).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  private static void refuse(FakePeer peer) throws IOException {
    peer.send("HTTP/1.1 401 Unauthorized\nContent-Length: 2\n\n");
    sleep(seconds(10));
    peer.send("no");
  }

  @AsyncTest
  void aServerThatSaysNothingGetsTheBodyAfterAWhile() throws Exception {
    try (FakeServer server = server().answer(OK);
        ClientSession session = new ClientSession()) {
      double before = getRunningLoop().time();
      try (ClientResponse response = post(session, Body.text("order"))) {
        assertThat(response.text()).isEqualTo("ok");
      }
      assertThat(getRunningLoop().time() - before).isBetween(1.0, 1.1);
      assertThat(server.requests().getFirst().text()).isEqualTo("order");
    }
  }

  @AsyncTest
  void withoutABodyThereIsNothingToAsk() throws Exception {
    try (FakeServer server = server().otherwise(OK);
        ClientSession session = new ClientSession()) {
      post(session, Body.EMPTY).close();
      assertThat(server.requests().getFirst().header("expect")).isNull();
    }
  }

  private static final String REFUSES_EXPECTATIONS =
      "HTTP/1.1 417 Expectation Failed\nContent-Length: 0\n\n";

  @AsyncTest
  void aServerThatCannotBeAskedGetsTheBodyUnasked() throws Exception {
    try (FakeServer server =
            server().answer(peer -> peer.send(REFUSES_EXPECTATIONS)).otherwise(OK);
        ClientSession session = new ClientSession()) {
      try (ClientResponse response = post(session, Body.text("order"))) {
        assertThat(response.text()).isEqualTo("ok");
      }
      assertThat(server.requests())
          .map(request -> request.header("expect"), RecordedRequest::text)
          .containsExactly(tuple("100-continue", ""), tuple(null, "order"));
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void itIsAskedAgainOnceOnlyAndNotIfItWasNotAsked() throws Exception {
    try (FakeServer server = server().otherwise(peer -> peer.send(REFUSES_EXPECTATIONS));
        ClientSession session = new ClientSession()) {
      try (ClientResponse response = post(session, Body.text("order"))) {
        assertThat(response.status()).isEqualTo(417);
      }
      assertThat(server.requests()).hasSize(2);
      try (ClientResponse response = session.post(URL, Body.text("order"))) {
        assertThat(response.status()).isEqualTo(417);
      }
      assertThat(server.requests()).hasSize(3);
    }
  }

  @AsyncTest
  void aBodyThatCanBeSentOnceIsNotTriedAgain() throws Exception {
    try (FakeServer server = server().otherwise(peer -> peer.send(REFUSES_EXPECTATIONS));
        ClientSession session = new ClientSession();
        ClientResponse response = post(session, Body.stream(List.of(new byte[] {1})))) {
      assertThat(response.status()).isEqualTo(417);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aConnectionThatDiesMeanwhileIsAFailureOnce() throws Exception {
    try (FakeServer server = server().answer(OK).answer(FakePeer::abort).answer(OK);
        ClientSession session = new ClientSession()) {
      session.get(URL).close();
      try (ClientResponse response =
          session.request("PUT", URL).expectContinue().body(Body.text("again")).send()) {
        assertThat(response.text()).isEqualTo("ok");
      }
      assertThat(server.requests().getLast().text()).isEqualTo("again");
    }
  }
}
