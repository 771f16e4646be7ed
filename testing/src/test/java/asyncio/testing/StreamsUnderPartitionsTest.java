package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/** Whenever hosts are parted and come together, a connection carries what it was given. */
class StreamsUnderPartitionsTest {

  private static final int PORT = 80;

  private SimulatedNetwork network;
  private SimulatedHost server;
  private Future<byte[]> received;
  private Server sink;

  private void start(LinkConditions conditions) throws Exception {
    network = SimulatedNetwork.install();
    network.setConditions(conditions);
    server = network.host("server");
    received = getRunningLoop().createFuture();
    server.run(
        () -> sink = startServer((reader, _) -> received.setResult(reader.read()), null, PORT));
  }

  private void stop() {
    sink.close();
    sink.waitClosed();
  }

  private void part() {
    network.isolate(server);
  }

  @AsyncTest
  void whatIsUnderWayAtTheHealDoesNotOvertakeWhatWasHeldBack() throws Exception {
    start(LinkConditions.IDEAL.withLatency(seconds(1), seconds(1)));
    try (Connection connection = openConnection("server", PORT)) {
      connection.writer().send("held ", UTF_8);
      part();
      sleep(seconds(5));
      connection.writer().send("under way ", UTF_8);
      sleep(millis(500));
      network.heal();
      connection.writer().send("afterwards", UTF_8);
    }
    assertThat(new String(received.await(), UTF_8)).isEqualTo("held under way afterwards");
    stop();
  }

  @AsyncTest
  void theEndDoesNotOvertakeTheData() throws Exception {
    start(LinkConditions.IDEAL.withLatency(seconds(1), seconds(1)));
    Connection connection = openConnection("server", PORT);
    connection.writer().send("all of it", UTF_8);
    part();
    sleep(seconds(5));
    Task<?> closing = createTask(() -> connection.close());
    sleep(millis(500));
    network.heal();
    assertThat(new String(received.await(), UTF_8)).isEqualTo("all of it");
    closing.await();
    stop();
  }

  @AsyncTest(schedules = 100)
  void allBytesArriveInOrder() throws Exception {
    Random random = new Random(TestKit.seed());
    start(
        LinkConditions.IDEAL
            .withLatency(millis(random.nextInt(20)), millis(20 + random.nextInt(100)))
            .withBandwidth(random.nextBoolean() ? 0 : 20_000));
    byte[] sent = new byte[20_000];
    random.nextBytes(sent);
    Task<?> trouble = createTask(() -> makeTrouble(new Random(random.nextLong())));
    try (Connection connection = openConnection("server", PORT)) {
      sendInPieces(connection, sent, random);
    }
    assertThat(received.await()).isEqualTo(sent);
    trouble.await();
    stop();
  }

  private void makeTrouble(Random random) {
    for (int i = 0; i < 20; i++) {
      sleep(millis(random.nextInt(60)));
      part();
      sleep(millis(random.nextInt(200)));
      network.heal();
    }
  }

  private static void sendInPieces(Connection connection, byte[] bytes, Random random)
      throws IOException {
    for (int sent = 0; sent < bytes.length; ) {
      int size = Math.min(bytes.length - sent, 1 + random.nextInt(1000));
      connection.writer().send(ByteBuffer.wrap(bytes, sent, size));
      sent += size;
      sleep(millis(random.nextInt(30)));
    }
  }
}
