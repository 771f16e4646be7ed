package asyncio.http.client;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.testing.FakeServer;
import asyncio.task.Action;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with an address of IPv6 and one of IPv4, of which one or both are dead. */
class HappyEyeballsTest {

  private static final double DELAY_SECONDS = 0.25;

  private SimulatedNetwork network;
  private SimulatedHost six;
  private SimulatedHost four;
  private FakeServer server;

  @BeforeEach
  void network() throws Exception {
    network = SimulatedNetwork.install();
    network.setConditions(LinkConditions.IDEAL);
    six = network.host("six", InetAddress.ofLiteral("fd00::1"));
    four = network.host("four");
    network.setAddresses("example.org", six.address(), four.address());
    four.run(() -> server = FakeServer.start("four", 80));
    server.otherwise("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static void get() throws Exception {
    try (ClientSession session = new ClientSession();
        ClientResponse response = session.get("http://example.org/")) {
      assertThat(response.text()).isEqualTo("ok");
    }
  }

  /** How many seconds something takes. */
  private static double secondsOf(Action code) throws Exception {
    double before = getRunningLoop().time();
    code.run();
    return getRunningLoop().time() - before;
  }

  @AsyncTest
  void anAddressThatDoesNotAnswerDelaysTheNextALittle() throws Exception {
    network.isolate(six);
    assertThat(secondsOf(HappyEyeballsTest::get)).isEqualTo(DELAY_SECONDS);
    assertThat(server.connections()).isEqualTo(1);
  }

  @AsyncTest
  void anAddressThatRefusesDoesNotDelayTheNext() throws Exception {
    assertThat(secondsOf(HappyEyeballsTest::get)).isZero();
    assertThat(server.connections()).isEqualTo(1);
  }

  @AsyncTest
  void theSlowFirstAddressMayWinAfterAll() throws Exception {
    network.setConditions(
        LinkConditions.IDEAL.withLatency(seconds(DELAY_SECONDS), seconds(DELAY_SECONDS)));
    FakeServer[] slow = new FakeServer[1];
    six.run(() -> slow[0] = FakeServer.start("six", 80).otherwise("HTTP/1.1 204 No Content\n\n"));
    network.isolate(four);
    try (FakeServer other = slow[0];
        ClientSession session = new ClientSession();
        ClientResponse response = session.get("http://example.org/")) {
      assertThat(response.status()).isEqualTo(204);
      assertThat(other.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void ifAllAreDeadTheErrorTellsOfEach() throws Exception {
    server.close();
    try (ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.get("http://example.org/"))
          .isInstanceOf(CannotConnectException.class)
          .hasMessageStartingWith("cannot connect to http://example.org:80: ")
          .hasMessageContaining("fd00:0:0:0:0:0:0:1")
          .hasMessageContaining(four.address().getHostAddress());
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void ifNoneAnswersTheTimeToConnectRunsOut() throws Exception {
    network.isolate(six);
    network.isolate(four);
    try (ClientSession session =
        ClientSession.builder().timeouts(t -> t.withSocketConnect(seconds(2))).build()) {
      assertThatThrownBy(() -> session.get("http://example.org/"))
          .isInstanceOfSatisfying(
              ClientTimeoutException.class,
              late -> assertThat(late.budget()).isEqualTo(Budget.SOCKET_CONNECT));
      assertThat(getRunningLoop().time()).isEqualTo(2);
      assertThat(session.connectionsInUse()).isZero();
    }
    network.heal();
  }
}
