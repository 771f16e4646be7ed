import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.task.Task;
import asyncio.testing.ScheduleError;
import asyncio.testing.Schedules;
import asyncio.testing.TestKit;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What a client was told to be counted is known where it asks next, also if the first machine is
 * cut off. In the package of the example, which is none.
 */
class ReplicatedCounterTest {

  private static final int PORT = 7000;
  private static final int SCHEDULES = 200;

  @Test
  void thePartitionThatLosesAnUpdateIsFoundByItsSeed() {
    assertThatThrownBy(() -> Schedules.check(SCHEDULES, () -> new CutOff().play(false)))
        .isInstanceOf(ScheduleError.class)
        .hasMessageContaining("the schedule of seed ")
        .hasMessageContaining("[known to the second machine]");
  }

  @Test
  void theCarefulOneLosesNone() {
    Schedules.check(SCHEDULES, () -> new CutOff().play(true));
  }

  /** A client counts at the first machine, until this is cut off from all others. */
  private static final class CutOff {

    private final SimulatedNetwork network = SimulatedNetwork.install();
    private final SimulatedHost one = network.host("one");
    private final SimulatedHost two = network.host("two");
    private int confirmed;

    void play(boolean careful) throws Exception {
      var first = new ReplicatedCounter();
      var second = new ReplicatedCounter();
      Server serverTwo = two.start(() -> second.start(PORT)).await();
      Server serverOne = one.start(() -> first.start(PORT)).await();
      Connection backup = one.start(() -> openConnection("two", PORT)).await();
      first.replicateTo(backup, careful);
      try {
        countUntilCutOff();
        assertThat(confirmed).isPositive();
        assertThat(second.value())
            .as("known to the second machine")
            .isGreaterThanOrEqualTo(confirmed);
      } finally {
        backup.abort();
        end(serverOne);
        end(serverTwo);
      }
    }

    private void countUntilCutOff() {
      Task<?> client = network.host("client").start(this::countUntilNobodyAnswers);
      sleep(millis(new Random(TestKit.seed()).nextInt(50, 150)));
      network.isolate(one);
      client.await();
    }

    private void countUntilNobodyAnswers() throws Exception {
      Connection counter = openConnection("one", PORT);
      try {
        while (true) {
          counter.writer().send("increment\n", UTF_8);
          timeout(
              seconds(1),
              _ -> {
                counter.reader().readLine(UTF_8);
              });
          confirmed++;
        }
      } catch (TimeoutException nobodyAnswers) {
        counter.abort();
      }
    }

    private static void end(Server server) {
      server.close();
      server.abortClients();
      server.waitClosed();
    }
  }
}
