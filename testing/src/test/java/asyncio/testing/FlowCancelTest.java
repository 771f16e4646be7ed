package asyncio.testing;

import static asyncio.Asyncio.allTasks;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.flow.IterablePublisher;
import asyncio.flow.PublisherIterator;
import asyncio.queue.Queue;
import asyncio.task.Outcome;
import asyncio.task.TimerHandle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A task that iterates over a publisher, which iterates over a queue, cancelled at every moment; as
 * it then closes its iterator, the subscription too is cancelled at every moment.
 */
class FlowCancelTest {

  private static final int WINDOW = 1;

  /** What the publisher iterates over; closing it takes time. */
  private static final class Source implements Iterable<Integer>, AutoCloseable {

    private final Queue<Integer> queue = new Queue<>();
    private int begun;
    private int closed;

    @Override
    public Iterator<Integer> iterator() {
      begun++;
      return queue.iterator();
    }

    @Override
    public void close() {
      sleep(seconds(0.5));
      closed++;
    }
  }

  private static final class Iterating implements CancelScenario {

    private final Source source = new Source();
    private final List<Integer> taken = new ArrayList<>();

    @Override
    public void run() {
      source.queue.put(1);
      source.queue.put(2);
      TimerHandle later = getRunningLoop().callLater(seconds(2), this::putTheLast);
      var publisher = IterablePublisher.of(source, getRunningLoop());
      try (var items = PublisherIterator.of(publisher, WINDOW)) {
        for (int item : items) {
          sleep(seconds(0.25));
          taken.add(item);
        }
      } finally {
        later.cancel();
      }
    }

    private void putTheLast() {
      source.queue.putNowait(3);
      source.queue.shutdown();
    }

    /** The subscription ends a little later, in its own task. */
    @Override
    public boolean mayLeaveWorkBehind() {
      return true;
    }

    @Override
    public void verify(Outcome<?> outcome) {
      sleep(seconds(1));
      assertThat(allTasks()).as("left behind").containsExactly(currentTask());
      assertThat(source.closed).isEqualTo(source.begun);
      assertThat(taken).isEqualTo(List.of(1, 2, 3).subList(0, taken.size()));
      int lost = source.queue.statistics().unfinished() - taken.size() - source.queue.qsize();
      assertThat(lost).as("on their way or being used").isBetween(0, WINDOW + 1);
      if (outcome instanceof Outcome.Success<?>) {
        assertThat(taken).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void iteratingOverAPublisher() {
    assertThat(CancelEverywhere.check(Iterating::new)).isGreaterThan(15);
  }
}
