package asyncio.faults;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.faults.ObedientServer.ECHO;
import static asyncio.faults.ObedientServer.FLOOD;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.Asyncio;
import asyncio.stream.Connection;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.ErrorContext;
import asyncio.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A thousand clients at a time of servers of every kind. Each is cut at a random moment, and
 * another takes its place, for as long as the property {@code asyncio.chaos.seconds} says.
 */
@ExtendWith(NoLeaks.class)
class ChaosTest {

  private static final int CLIENTS = 1000;
  private static final int SECONDS = Integer.getInteger("asyncio.chaos.seconds", 2);
  private static final int LIFE_NANOS_AT_MOST = 100_000_000;

  /** A kilobyte that each client of the full length had left behind would be more. */
  private static final long HEAP_AT_MOST = 8 << 20;

  private final Random random = new Random(1);
  private int visits;

  @Test
  @Timeout(120)
  void clientsThatAreCutAtRandomLeaveNothingBehind() {
    run(
        () -> {
          List<ErrorContext> reports = new ArrayList<>();
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          List<ObedientServer> servers = new ArrayList<>();
          for (Api api : Api.values()) {
            ObedientServer server = ObedientServer.start(api);
            server.visit(); // opens what stays open
            servers.add(server);
          }
          Aftermath before = Aftermath.now();
          long heapBefore = Aftermath.liveHeapBytes();
          try (LogRecords _ = LogRecords.capture()) { // writing in vain is warned of
            rage(servers);
          }
          for (ObedientServer server : servers) {
            server.awaitClients(0);
            server.forgetEnds();
            server.visit();
          }
          before.awaitReturn();
          assertThat(Aftermath.liveHeapBytes() - heapBefore).isLessThan(HEAP_AT_MOST);
          assertThat(visits).isGreaterThanOrEqualTo(CLIENTS);
          assertThat(reports).isEmpty();
          servers.forEach(server -> server.server().close());
        });
  }

  private void rage(List<ObedientServer> servers) {
    double end = getRunningLoop().time() + SECONDS;
    List<Task<@Nullable Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      ObedientServer server = servers.get(i % servers.size());
      clients.add(
          createTask(
              () -> {
                do {
                  visitAndBeCut(server);
                } while (getRunningLoop().time() < end);
              }));
    }
    for (Task<@Nullable Void> client : clients) {
      client.await();
    }
  }

  private void visitAndBeCut(ObedientServer server) {
    Task<@Nullable Void> talk = createTask(() -> talk(server));
    sleep(Duration.ofNanos(random.nextInt(LIFE_NANOS_AT_MOST)));
    talk.cancel();
    Asyncio.<@Nullable Void>waitUntil(ALL_COMPLETED, Set.of(talk));
    if (!talk.cancelled() && talk.exception() != null) {
      assertThat(talk.exception()).isInstanceOf(IOException.class);
    }
    visits++;
  }

  private void talk(ObedientServer server) throws IOException {
    Connection connection = server.order(random.nextBoolean() ? ECHO : FLOOD);
    try {
      while (true) {
        connection.writer().write(new byte[random.nextInt(200_000)]);
        connection.writer().drain();
        connection.reader().read(random.nextInt(1, 5000));
      }
    } finally {
      leave(connection);
    }
  }

  private void leave(Connection connection) throws IOException {
    switch (random.nextInt(4)) {
      case 0 -> ObedientServer.reset(connection);
      case 1 -> connection.abort();
      case 2 -> connection.close(millis(20));
      default -> {
        if (connection.writer().canWriteEof()) {
          connection.writer().writeEof();
        }
        connection.close(millis(20));
      }
    }
  }
}
