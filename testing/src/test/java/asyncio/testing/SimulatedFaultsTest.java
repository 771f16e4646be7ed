package asyncio.testing;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.ByteStream;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way, and several such things at once. */
class SimulatedFaultsTest {

  private static final LinkConditions SECOND =
      LinkConditions.IDEAL.withLatency(seconds(1), seconds(1));

  private static double time() {
    return getRunningLoop().time();
  }

  private static int readSome(ByteStream stream, int atMost) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(atMost);
    int count = stream.read(target);
    while (count == 0) {
      stream.awaitReadable();
      count = stream.read(target);
    }
    return count;
  }

  private static void readAll(ByteStream stream, int length) throws IOException {
    for (int left = length; left > 0; ) {
      int count = readSome(stream, left);
      assertThat(count).as("before the end").isPositive();
      left -= count;
    }
  }

  private static void assertReset(ByteStream stream) {
    assertThatThrownBy(() -> readSome(stream, 1)).hasMessageContaining("Connection reset");
  }

  @Nested
  class OfConnections {

    private SimulatedNetwork network;
    private SimulatedHost client;
    private SimulatedHost server;
    private Listener listener;
    private ByteStream near;
    private ByteStream far;

    @BeforeEach
    void connect() throws Exception {
      network = SimulatedNetwork.install();
      network.setConditions(SECOND);
      client = network.host("client");
      server = network.host("server");
      server.run(() -> listener = network.listen(server.at(80), ListenOptions.DEFAULT));
      client.run(() -> near = network.connect(server.at(80), null));
      far = listener.accept();
    }

    @AfterEach
    void close() {
      near.close();
      far.close();
      listener.close();
    }

    private void part() {
      network.partition(List.of(client), List.of(server));
    }

    // ---- partitions

    @AsyncTest
    void whoIsIsolatedIsPartedFromHostsThatComeLater() throws Exception {
      network.isolate(server);
      SimulatedHost late = network.host("late");
      Task<ByteStream> connecting = late.start(() -> network.connect(server.at(80), null));
      sleep(seconds(60));
      assertThat(connecting.done()).isFalse();
      network.heal();
      connecting.await().close();
    }

    @AsyncTest
    void theEndArrivesAfterThePartitionAndAfterTheData() throws Exception {
      part();
      near.write(ByteBuffer.allocate(100));
      near.close();
      sleep(seconds(60));
      assertThat(far.read(ByteBuffer.allocate(1))).isZero();
      network.heal();
      readAll(far, 100);
      assertThat(readSome(far, 1)).isEqualTo(-1);
    }

    @AsyncTest
    void whatWasHeldBackTakesItsBandwidth() throws Exception {
      network.setConditions(LinkConditions.IDEAL.withBandwidth(1000));
      part();
      near.write(ByteBuffer.allocate(5000));
      sleep(seconds(60));
      double healed = time();
      network.heal();
      readAll(far, 5000);
      assertThat(time() - healed).isEqualTo(5);
    }

    @AsyncTest
    void whoGivesUpConnectingDuringAPartitionIsNeverHeardOf() throws Exception {
      part();
      assertThatThrownBy(
              () ->
                  client.run(
                      () -> waitFor(() -> network.connect(server.at(80), null), seconds(30))))
          .isInstanceOf(TimeoutException.class);
      network.heal();
      sleep(seconds(60));
      assertThat(listener.accept()).isNull();
    }

    // ---- resets

    @AsyncTest
    void aResetDuringAPartitionBreaksBothEndsAtOnce() {
      part();
      network.reset(client, server);
      assertReset(near);
      assertReset(far);
    }

    @AsyncTest
    void aResetBreaksTheEndThatIsLeft() {
      near.close();
      network.reset(client, server);
      assertReset(far);
    }

    @AsyncTest
    void aResetIsTheSameFromBothSides() {
      far.close();
      network.reset(client, server);
      assertReset(near);
    }

    // ---- half-open

    @AsyncTest
    void whoEndsAHalfOpenConnectionIsToldToo() throws Exception {
      server.loseConnections();
      near.shutdownOutput();
      assertReset(near);
      assertThat(time()).as("there and back, after the handshake").isEqualTo(4);
    }

    @AsyncTest
    void whoHasForgottenTheConnectionSendsNothingAgain() throws Exception {
      far.write(ByteBuffer.allocate(1));
      sleep(millis(500));
      part();
      far.write(ByteBuffer.allocate(1));
      server.loseConnections();
      network.heal();
      readAll(near, 1);
      assertThatThrownBy(() -> waitFor(() -> near.awaitReadable(), seconds(60)))
          .isInstanceOf(TimeoutException.class);
      near.write(ByteBuffer.allocate(1));
      assertReset(near);
    }

    @AsyncTest
    void aHalfOpenPeerTellsAfterThePartition() throws Exception {
      server.loseConnections();
      part();
      near.write(ByteBuffer.allocate(1));
      assertThatThrownBy(() -> waitFor(() -> near.awaitReadable(), seconds(60)))
          .isInstanceOf(TimeoutException.class);
      network.heal();
      assertReset(near);
    }

    // ---- time

    @AsyncTest
    void timeIsExactAlsoAfterAYear() throws Exception {
      network.setConditions(LinkConditions.IDEAL.withBandwidth(1000));
      VirtualTime clock =
          getRunningLoop()
              .service(
                  VirtualTime.class,
                  _ -> {
                    throw new AssertionError("this test is on virtual time");
                  });
      sleep(Duration.ofDays(365));
      long start = clock.nanos();
      near.write(ByteBuffer.allocate(1000));
      sleep(Duration.ofNanos(1));
      near.write(ByteBuffer.allocate(1000));
      readAll(far, 2000);
      assertThat(clock.nanos() - start).isEqualTo(seconds(2).toNanos());
    }

    // ---- who runs where

    @AsyncTest
    void callbacksRunOnTheHostThatHasSetThem() throws Exception {
      List<String> hosts = new ArrayList<>();
      server.run(
          () -> {
            far.onReadable(
                () -> {
                  hosts.add(isOn(server) ? "server" : "another");
                  far.onReadable(null);
                });
            listener.onConnection(
                () -> {
                  hosts.add(isOn(server) ? "server" : "another");
                  listener.onConnection(null);
                });
          });
      client.run(
          () -> {
            near.write(ByteBuffer.allocate(1));
            network.connect(server.at(80), null).close();
          });
      assertThat(hosts).containsExactly("server", "server");
      listener.accept().close();
    }

    private boolean isOn(SimulatedHost host) {
      try {
        network.listen(host.at(0), ListenOptions.DEFAULT).close();
        return true;
      } catch (IOException notItsAddress) {
        return false;
      }
    }
  }

  @Nested
  class OfDatagrams {

    private SimulatedNetwork network;
    private SimulatedHost server;
    private DatagramStream receiver;
    private DatagramStream sender;

    @BeforeEach
    void open() throws Exception {
      network = SimulatedNetwork.install();
      network.setConditions(SECOND);
      server = network.host("server");
      server.run(() -> receiver = network.openDatagrams(DatagramOptions.at(server.at(53))));
      sender = network.openDatagrams(DatagramOptions.to(server.at(53)));
    }

    @AfterEach
    void close() {
      receiver.close();
      sender.close();
    }

    private @Nullable Object tryReceive() throws IOException {
      return receiver.tryReceive(ByteBuffer.allocate(16));
    }

    @AsyncTest
    void whatIsSentDuringAPartitionIsLostHoweverShortItIs() throws Exception {
      network.isolate(server);
      sender.send(ByteBuffer.allocate(1), null);
      sleep(millis(500));
      network.heal();
      sleep(seconds(60));
      assertThat(tryReceive()).isNull();
    }

    @AsyncTest
    void whatAPartitionMeetsOnTheWayIsLost() throws Exception {
      sender.send(ByteBuffer.allocate(1), null);
      sleep(millis(500));
      network.isolate(server);
      sleep(seconds(1));
      network.heal();
      assertThat(tryReceive()).isNull();
    }
  }

  // ---- chances

  @Test
  void whoDrawsFromTheSeedDoesNotDrawTheLatencies() {
    long nanosAtMost = 1_000_000;
    for (int seed = 1; seed <= 10; seed++) {
      long drawn = new SplittableRandom(seed).nextLong(0, nanosAtMost + 1);
      assertThat(firstLatency(seed, nanosAtMost)).isNotEqualTo(drawn);
    }
  }

  private static long firstLatency(long seed, long nanosAtMost) {
    VirtualTime clock = VirtualTime.create();
    run(
        RunOptions.on(clock::createLoop),
        () -> {
          SimulatedNetwork network = SimulatedNetwork.install(seed);
          network.setConditions(
              LinkConditions.IDEAL.withLatency(Duration.ZERO, Duration.ofNanos(nanosAtMost)));
          SimulatedHost server = network.host("server");
          DatagramStream[] receiver = new DatagramStream[1];
          server.run(() -> receiver[0] = network.openDatagrams(DatagramOptions.at(server.at(53))));
          try (DatagramStream sender = network.openDatagrams(DatagramOptions.to(server.at(53)))) {
            sender.send(ByteBuffer.allocate(1), null);
            receiver[0].awaitReadable();
          }
          receiver[0].close();
        });
    return clock.nanos();
  }

  @Test
  void onRealTimeThereIsNoSimulatedNetwork() {
    run(
        () ->
            assertThatThrownBy(SimulatedNetwork::install)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is for virtual time"));
  }
}
