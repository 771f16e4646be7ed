package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static asyncio.Asyncio.waitFor;
import static asyncio.testing.TestKit.waitUntilIdle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.net.ByteStream;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamHandler;
import asyncio.task.Action;
import asyncio.task.Task;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Programs that know nothing of it, on a network that is not there. */
class SimulatedNetworkTest {

  private static final LinkConditions SECOND =
      LinkConditions.IDEAL.withLatency(seconds(1), seconds(1));

  private static final StreamHandler ECHO =
      (reader, writer) -> {
        for (byte[] line = reader.readLine(); line.length > 0; line = reader.readLine()) {
          writer.send(line);
        }
      };

  private static final int DYNAMIC_PORTS = 16_384;

  private SimulatedNetwork network;
  private SimulatedHost client;
  private SimulatedHost server;

  @BeforeEach
  void network(TestInfo info) {
    if (!info.getTags().contains("plain")) {
      network = SimulatedNetwork.install();
      network.setConditions(SECOND);
      client = network.host("client");
      server = network.host("server");
    }
  }

  private static double time() {
    return getRunningLoop().time();
  }

  /** Serves on the server while the client does something. */
  private void serving(StreamHandler handler, Action talk) throws Exception {
    Server[] started = new Server[1];
    server.run(() -> started[0] = startServer(handler, null, 80));
    try {
      client.run(talk);
    } finally {
      started[0].stop(seconds(10));
      sleep(seconds(10));
    }
  }

  private static String ask(Connection connection, String question) throws IOException {
    connection.writer().send(question + "\n", UTF_8);
    return connection.reader().readLine(UTF_8);
  }

  // ---- streams

  @AsyncTest
  void streamsWorkAsTheyAreAndTakeTheirTime() throws Exception {
    serving(
        ECHO,
        () -> {
          try (Connection connection = openConnection("server", 80)) {
            assertThat(time()).isEqualTo(2);
            assertThat(ask(connection, "hello")).isEqualTo("hello");
            assertThat(time()).isEqualTo(4);
            assertThat(connection.getExtraInfo("peername")).isEqualTo(server.at(80));
          }
        });
  }

  @AsyncTest
  void whatIsSentOnAConnectionStaysInOrder() throws Exception {
    network.setConditions(LinkConditions.IDEAL.withLatency(Duration.ZERO, seconds(1)));
    serving(
        ECHO,
        () -> {
          try (Connection connection = openConnection("server", 80)) {
            for (int i = 0; i < 50; i++) {
              connection.writer().send(i + "\n", UTF_8);
            }
            for (int i = 0; i < 50; i++) {
              assertThat(connection.reader().readLine(UTF_8)).isEqualTo("" + i);
            }
          }
        });
  }

  @AsyncTest
  void bandwidthTakesTime() throws Exception {
    network.setConditions(LinkConditions.IDEAL.withBandwidth(1000));
    serving(
        (reader, _) -> {
          reader.readExactly(10_000);
          assertThat(time()).isEqualTo(10);
        },
        () -> {
          try (Connection connection = openConnection("server", 80)) {
            connection.writer().send(new byte[10_000]);
          }
          sleep(seconds(20));
        });
  }

  @AsyncTest
  void withinAHostEverythingArrivesAtOnce() throws Exception {
    client.run(
        () -> {
          try (Listener listener = network.listen(client.at(0), ListenOptions.DEFAULT)) {
            try (ByteStream stream = network.connect(listener.localAddress(), null);
                ByteStream accepted = listener.accept()) {
              assertThat(time()).isZero();
              assertThat(accepted.extraInfo("peername")).isEqualTo(stream.extraInfo("sockname"));
            }
          }
        });
  }

  // ---- who is not there

  @AsyncTest
  void whereNobodyListensConnectionsAreRefused() throws Exception {
    client.run(
        () ->
            assertThatThrownBy(() -> openConnection("server", 81))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Connection refused"));
    assertThat(time()).isEqualTo(2);
  }

  @AsyncTest
  void namesAndAddressesThatNobodyHas() {
    assertThatThrownBy(() -> openConnection("nowhere", 80))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("only [localhost, client, server]");
    assertThatThrownBy(() -> openConnection("192.0.2.1", 80))
        .isInstanceOf(NoRouteToHostException.class);
  }

  @AsyncTest
  void lookingUpNamesMayBeSlow() {
    network.setLookUpTime(seconds(30));
    assertThatThrownBy(() -> waitFor(() -> openConnection("server", 80), seconds(20)))
        .isInstanceOf(TimeoutException.class);
    assertThat(time()).isEqualTo(20);
  }

  @AsyncTest
  void aNameMayStandForSeveralAddresses() throws Exception {
    SimulatedHost six = network.host("six", InetAddress.ofLiteral("fd00::1"));
    InetAddress nobody = InetAddress.ofLiteral("fd00::2");
    network.setAddresses("service", nobody, six.address(), server.address());
    assertThat(network.resolve("service")).containsExactly(nobody, six.address(), server.address());
    serving(
        ECHO,
        () -> {
          try (Connection connection = openConnection("service", 80)) {
            assertThat(connection.getExtraInfo("peername")).isEqualTo(server.at(80));
            assertThat(time()).as("six has refused, who is nobody has not").isEqualTo(4);
          }
        });
  }

  @AsyncTest
  void everyAddressHasOneHost() {
    network.host("third", InetAddress.ofLiteral("10.0.0.4"));
    assertThat(network.host("fourth").address()).isEqualTo(InetAddress.ofLiteral("10.0.0.5"));
    assertThatThrownBy(() -> network.host("server", InetAddress.ofLiteral("fd00::1")))
        .hasMessageContaining("server has 10.0.0.3 already");
    assertThatThrownBy(() -> network.host("other", server.address()))
        .hasMessageContaining("server has 10.0.0.3 already");
    assertThatThrownBy(() -> network.setAddresses("nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- what goes wrong on the way

  @AsyncTest
  void duringAPartitionNothingArrivesAndAfterwardsAllInOrder() throws Exception {
    serving(
        ECHO,
        () -> {
          try (Connection connection = openConnection("server", 80)) {
            network.partition(List.of(client), List.of(server));
            connection.writer().send("a\nb\n", UTF_8);
            assertThatThrownBy(() -> waitFor(() -> connection.reader().readLine(), seconds(60)))
                .isInstanceOf(TimeoutException.class);
            network.heal();
            connection.writer().send("c\n", UTF_8);
            for (String line : List.of("a", "b", "c")) {
              assertThat(connection.reader().readLine(UTF_8)).isEqualTo(line);
            }
          }
        });
  }

  @AsyncTest
  void connectingWaitsForTheEndOfAPartition() throws Exception {
    serving(
        ECHO,
        () -> {
          network.isolate(server);
          getRunningLoop().callLater(seconds(60), network::heal);
          try (Connection connection = openConnection("server", 80)) {
            assertThat(time()).isEqualTo(62);
            assertThat(ask(connection, "hello")).isEqualTo("hello");
          }
        });
  }

  @AsyncTest
  void aResetBreaksBothEnds() throws Exception {
    List<String> trace = new ArrayList<>();
    serving(
        (reader, _) -> {
          try {
            reader.readLine();
          } catch (IOException reset) {
            trace.add(reset.getMessage());
          }
        },
        () -> {
          try (Connection connection = openConnection("server", 80)) {
            sleep(seconds(1));
            network.reset(client, server);
            assertThatThrownBy(() -> connection.reader().readLine())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Connection reset");
          }
        });
    assertThat(trace).singleElement().asString().contains("Connection reset");
  }

  @AsyncTest
  void aHalfOpenPeerIsSilentUntilItIsSpokenTo() throws Exception {
    serving(
        (reader, writer) -> {
          try {
            ECHO.handle(reader, writer);
          } catch (IOException lost) {
            // as it must be
          }
        },
        () -> {
          try (Connection connection = openConnection("server", 80)) {
            assertThat(ask(connection, "hello")).isEqualTo("hello");
            server.loseConnections();
            assertThatThrownBy(() -> waitFor(() -> connection.reader().readLine(), seconds(60)))
                .isInstanceOf(TimeoutException.class);
            connection.writer().send("are you there?\n", UTF_8);
            assertThatThrownBy(() -> connection.reader().readLine())
                .hasMessageContaining("Connection reset");
          }
        });
  }

  @AsyncTest
  void whoGivesUpConnectingLeavesNothingBehind() throws Exception {
    serving(
        ECHO,
        () -> {
          for (double patience : new double[] {0.5, 1.5}) {
            assertThatThrownBy(() -> waitFor(() -> openConnection("server", 80), seconds(patience)))
                .isInstanceOf(TimeoutException.class);
          }
        });
  }

  // ---- datagrams

  private static List<Integer> receiveAll(DatagramStream socket) {
    List<Integer> received = new ArrayList<>();
    Task<?> receiving =
        createTask(
            () -> {
              while (true) {
                ByteBuffer target = ByteBuffer.allocate(4);
                socket.receive(target);
                received.add(target.flip().getInt());
              }
            });
    sleep(seconds(60));
    receiving.cancel();
    waitUntilIdle();
    return received;
  }

  private List<Integer> sendHundred() throws Exception {
    List<Integer> received = new ArrayList<>();
    server.run(
        () -> {
          try (DatagramStream socket = network.openDatagrams(DatagramOptions.at(server.at(53)))) {
            client.run(
                () -> {
                  try (DatagramStream sender =
                      network.openDatagrams(DatagramOptions.to(server.at(53)))) {
                    for (int i = 0; i < 100; i++) {
                      sender.send(ByteBuffer.allocate(4).putInt(i).flip(), null);
                    }
                  }
                });
            received.addAll(receiveAll(socket));
          }
        });
    return received;
  }

  @AsyncTest
  void datagramsOvertakeEachOther() throws Exception {
    network.setConditions(LinkConditions.IDEAL.withLatency(millis(1), millis(100)));
    List<Integer> received = sendHundred();
    assertThat(received).hasSize(100).doesNotHaveDuplicates();
    assertThat(received).isNotEqualTo(received.stream().sorted().toList());
  }

  @AsyncTest
  void datagramsGetLost() throws Exception {
    network.setConditions(SECOND.withDatagramLoss(0.5));
    assertThat(sendHundred()).hasSizeBetween(25, 75).isSorted();
  }

  @AsyncTest
  void datagramsDoNotWaitForTheEndOfAPartition() throws Exception {
    network.isolate(client);
    getRunningLoop().callLater(seconds(30), network::heal);
    assertThat(sendHundred()).isEmpty();
  }

  @Test
  @Tag("plain")
  void theSameSeedGivesTheSameChances() {
    assertThat(arrivals(7)).hasSize(100).isEqualTo(arrivals(7)).isNotEqualTo(arrivals(8));
  }

  private List<Integer> arrivals(long seed) {
    List<Integer> received = new ArrayList<>();
    Asyncio.run(
        VirtualTime.options(),
        () -> {
          network = SimulatedNetwork.install(seed);
          client = network.host("client");
          server = network.host("server");
          received.addAll(sendHundred());
        });
    return received;
  }

  // ---- the audit

  static class LeavesListener {

    @AsyncTest
    void test() throws Exception {
      SimulatedNetwork network = SimulatedNetwork.install(1);
      SimulatedHost host = network.host("a");
      host.run(() -> network.listen(host.at(80), ListenOptions.DEFAULT));
    }
  }

  @Test
  @Tag("plain")
  void whatIsLeftOpenIsNamed() {
    assertThat(Samples.failure(LeavesListener.class))
        .isInstanceOf(AuditError.class)
        .hasMessageContaining(
            "<SimulatedListener /10.0.0.2:80>, opened at SimulatedNetworkTest.java:");
  }

  static class LeavesConnection {

    @AsyncTest
    void test() throws Exception {
      SimulatedNetwork.install();
      startServer((reader, _) -> reader.read(), "localhost", 80);
      openConnection("localhost", 80);
    }
  }

  @Test
  @Tag("plain")
  void whatIsLeftOpenEndsQuietlyWithItsLoop() {
    assertThat(Samples.failure(LeavesConnection.class))
        .isInstanceOf(AuditError.class)
        .hasMessageContaining("<SimulatedStream")
        .hasNoSuppressedExceptions();
  }

  @AsyncTest(engines = EngineKind.FAST) // they are the same on the other one, but slower
  void portsComeRoundAgain() throws Exception {
    network.setConditions(LinkConditions.IDEAL);
    Server[] started = new Server[1];
    server.run(() -> started[0] = startServer((_, _) -> {}, "server", 7));
    client.run(
        () -> {
          for (int i = 0; i < DYNAMIC_PORTS + 10; i++) {
            openConnection("server", 7).close();
          }
        });
    started[0].close();
    started[0].waitClosed();
  }
}
