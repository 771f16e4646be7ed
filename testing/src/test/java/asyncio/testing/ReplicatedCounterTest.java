package asyncio.testing;

import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.stream.Connection;
import asyncio.task.Task;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A program for two machines, which loses an update if they are parted at the wrong moment. */
class ReplicatedCounterTest {

  static class AfterAPartition {

    private final ReplicatedCounter first = new ReplicatedCounter();
    private final ReplicatedCounter second = new ReplicatedCounter();
    private int confirmed;

    /** What a client was told to be counted is known where it asks next. */
    @AsyncTest(schedules = 1000)
    void noUpdateIsLost() throws Exception {
      SimulatedNetwork network = SimulatedNetwork.install();
      SimulatedHost one = network.host("one");
      SimulatedHost two = network.host("two");
      two.run(second::start);
      one.run(first::start);
      one.run(() -> first.replicateTo("two"));
      Task<?> client = network.host("client").start(this::countUntilNobodyAnswers);

      sleep(millis(new Random(TestKit.seed()).nextInt(20, 100)));
      network.isolate(one);
      client.await();

      assertThat(second.value()).isGreaterThanOrEqualTo(confirmed);
      first.close();
      second.close();
    }

    private void countUntilNobodyAnswers() throws Exception {
      Connection counter = openConnection("one", ReplicatedCounter.PORT);
      try {
        while (true) {
          timeout(
              seconds(1),
              _ -> {
                ReplicatedCounter.increment(counter);
              });
          confirmed++;
        }
      } catch (TimeoutException nobodyAnswers) {
        counter.abort();
      }
    }
  }

  @Test
  void thePartitionThatLosesAnUpdateIsFoundByItsSeed() {
    assertThat(Samples.failure(AfterAPartition.class))
        .isInstanceOf(ScheduleError.class)
        .hasMessageContaining("the schedule of seed ");
  }
}
