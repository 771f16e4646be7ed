package asyncio.queue;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.RandomPrograms;
import asyncio.support.RandomSchedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Random schedules of every kind of queue, beside a list that says what should happen. */
class RandomQueueTest {

  private static final int SCHEDULES = RandomPrograms.COUNT;
  private static final int PRIORITY_UNIT = 1000;
  private static final Comparator<Integer> BY_PRIORITY =
      Comparator.comparing(item -> item / PRIORITY_UNIT);

  private static final class Traffic extends RandomSchedule {

    private final Queue<Integer> queue;
    private final Function<List<Integer>, Integer> next;
    private final List<Integer> items = new ArrayList<>();
    private int made;
    private int unfinished;
    private boolean shutDown;

    /**
     * @param kind makes the queue
     * @param next says which item of a list in the order of arrival comes next
     */
    Traffic(
        Random random, IntFunction<Queue<Integer>> kind, Function<List<Integer>, Integer> next) {
      super(random);
      this.queue = kind.apply(random.nextInt(3));
      this.next = next;
    }

    @Override
    protected void act() {
      try {
        switch (random.nextInt(24)) {
          case 0 -> shutdown(random.nextBoolean());
          case 1, 2 -> queue.join();
          case 3, 4, 5 -> taskDone();
          case 6, 7 -> takeNowait();
          case 8, 9 -> putNowait();
          case 10, 11, 12, 13, 14, 15 -> put();
          case 16, 17 -> takeFromIterator();
          default -> taken(queue.get());
        }
      } catch (QueueShutDown end) {
        assertThat(shutDown).isTrue();
      }
    }

    private void shutdown(boolean immediate) {
      shutDown = true;
      queue.shutdown(immediate);
      if (immediate) {
        unfinished = Math.max(0, unfinished - items.size());
        items.clear();
      }
    }

    private void taskDone() {
      if (unfinished > 0) {
        unfinished--;
        queue.taskDone();
      }
    }

    /** No two are the same, but many have the same priority. */
    private int newItem() {
      return PRIORITY_UNIT * random.nextInt(3) + ++made;
    }

    private void put() {
      int item = newItem();
      queue.put(item);
      arrived(item);
    }

    private void putNowait() {
      int item = newItem();
      try {
        queue.putNowait(item);
        arrived(item);
      } catch (QueueFull full) {
        assertThat(queue.full()).isTrue();
      }
    }

    private void arrived(int item) {
      assertThat(shutDown).isFalse();
      items.add(item);
      unfinished++;
      checkAlways();
    }

    private void takeNowait() {
      try {
        taken(queue.getNowait());
      } catch (QueueEmpty empty) {
        assertThat(items).isEmpty();
      }
    }

    private void takeFromIterator() {
      for (int item : queue) {
        taken(item);
        break;
      }
    }

    private void taken(Integer item) {
      Integer expected = next.apply(items);
      assertThat(item).isEqualTo(expected);
      items.remove(expected);
      checkAlways();
    }

    @Override
    protected void checkAlways() {
      assertThat(queue.qsize()).isEqualTo(items.size());
      assertThat(queue.maxsize() > 0 && queue.qsize() > queue.maxsize()).isFalse();
    }

    @Override
    protected void checkAtRest(int waiting) {
      checkAlways();
      Queue.Statistics now = queue.statistics();
      assertThat(now.unfinished()).isEqualTo(unfinished);
      boolean nobodyGets = items.isEmpty() && !shutDown;
      boolean nobodyPuts = queue.full() && !shutDown;
      assertThat(nobodyGets || now.getters() == 0).as("getters of %s", queue).isTrue();
      assertThat(nobodyPuts || now.putters() == 0).as("putters of %s", queue).isTrue();
      assertThat(unfinished > 0 || now.getters() + now.putters() == waiting)
          .as("joiners of %s", queue)
          .isTrue();
    }

    @Override
    protected void checkAtEnd() {
      checkAtRest(0);
      assertThat(queue.statistics().getters() + queue.statistics().putters()).isZero();
    }
  }

  private static void play(
      IntFunction<Queue<Integer>> kind, Function<List<Integer>, Integer> next) {
    RandomSchedule.playAll(SCHEDULES, random -> new Traffic(random, kind, next));
  }

  @Test
  void firstInFirstOut() {
    play(Queue::new, List::getFirst);
  }

  @Test
  void lastInFirstOut() {
    play(LifoQueue::new, List::getLast);
  }

  @Test
  void smallestFirstAndOfEqualOnesTheOldest() {
    play(
        maxsize -> new PriorityQueue<>(maxsize, BY_PRIORITY),
        items -> Collections.min(items, BY_PRIORITY));
  }
}
