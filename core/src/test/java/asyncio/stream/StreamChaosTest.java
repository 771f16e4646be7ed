package asyncio.stream;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.Server;
import asyncio.sync.Semaphore;
import asyncio.task.LoopStatistics;
import asyncio.task.Task;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clients that come and go as they like, with real sockets: afterwards nothing is left. */
class StreamChaosTest {

  private static final int CLIENTS = 1000;
  private static final int AT_A_TIME = 50;
  private static final String LOCALHOST = "127.0.0.1";

  private final Random random = new Random(1);

  private static void echo(StreamReader reader, StreamWriter writer) throws IOException {
    for (byte[] chunk : reader.chunks()) {
      writer.send(chunk);
    }
  }

  @Test
  void clientsThatAreCutAtRandomLeaveNothingBehind() {
    run(
        () -> {
          getRunningLoop().setExceptionHandler((_, _) -> {}); // resets are what this is about
          Server server = startServer(StreamChaosTest::echo, LOCALHOST, 0);
          visit(server); // opens what stays open
          long descriptors = openDescriptors();
          Semaphore places = new Semaphore(AT_A_TIME);
          List<Task<@Nullable Void>> clients = new ArrayList<>();
          for (int i = 0; i < CLIENTS; i++) {
            places.acquire();
            Task<@Nullable Void> client = createTask(() -> misbehave(server));
            client.addDoneCallback(_ -> places.release());
            clients.add(client);
          }
          for (Task<@Nullable Void> client : clients) {
            client.await();
          }
          visit(server);
          awaitNoConnection(server);
          checkNothingIsLeft();
          assertThat(openDescriptors()).isLessThanOrEqualTo(descriptors);
          server.close();
          server.waitClosed();
        });
  }

  @Test
  void aServerThatIsStoppedUnderLoadLeavesNothingBehind() {
    run(
        () -> {
          getRunningLoop().setExceptionHandler((_, _) -> {});
          Server server = startServer(StreamChaosTest::echo, LOCALHOST, 0);
          visit(server);
          int port = portOf(server);
          List<Task<@Nullable Void>> clients = new ArrayList<>();
          for (int i = 0; i < AT_A_TIME; i++) {
            clients.add(createTask(() -> chatUntilTheEnd(port)));
          }
          while (server.clients().size() < AT_A_TIME) {
            sleep(Duration.ofMillis(1));
          }
          server.stop(Duration.ofMillis(20));
          for (Task<@Nullable Void> client : clients) {
            client.await();
          }
          assertThat(server.clients()).isEmpty();
          checkNothingIsLeft();
        });
  }

  private static void checkNothingIsLeft() {
    sleep(Duration.ZERO); // what the end of the last task has scheduled may run
    sleep(Duration.ZERO);
    assertThat(getRunningLoop().statistics()).isEqualTo(new LoopStatistics(1, 0, 0));
  }

  private static void visit(Server server) throws IOException {
    try (Connection connection = openConnection(LOCALHOST, portOf(server))) {
      connection.writer().send("hello\n", UTF_8);
      assertThat(connection.reader().readLine(UTF_8)).isEqualTo("hello");
    }
    awaitNoConnection(server);
  }

  private static void awaitNoConnection(Server server) {
    while (!server.clients().isEmpty()) {
      sleep(Duration.ofMillis(1));
    }
  }

  private void misbehave(Server server) throws IOException {
    Connection connection = openConnection(LOCALHOST, portOf(server));
    try {
      connection.writer().write(new byte[random.nextInt(200_000)]);
      switch (random.nextInt(4)) {
        case 0 -> connection.reader().read(random.nextInt(1, 5000));
        case 1 -> sleep(Duration.ofNanos(random.nextInt(2_000_000)));
        case 2 -> connection.writer().writeEof();
        default -> {
          Task<@Nullable Void> cut = createTask(() -> connection.writer().drain());
          sleep(Duration.ZERO);
          cut.cancel();
        }
      }
    } catch (IOException lost) {
      // that is how it goes
    } finally {
      leave(connection);
    }
  }

  private void leave(Connection connection) throws IOException {
    if (random.nextBoolean()
        && connection.getExtraInfo("socket") instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0); // a reset
    }
    connection.abort();
  }

  private static void chatUntilTheEnd(int port) {
    byte[] message = new byte[10_000];
    try (Connection connection = openConnection(LOCALHOST, port)) {
      while (!connection.reader().atEof()) {
        connection.writer().send(message);
        connection.reader().readExactly(message.length);
      }
    } catch (IOException end) {
      // the server has stopped
    }
  }

  private static int portOf(Server server) {
    return ((InetSocketAddress) server.addresses().getFirst()).getPort();
  }

  /** 0 where the platform does not tell. */
  private static long openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
