package asyncio.testing.contract;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;
import static asyncio.testing.TestKit.waitUntilIdle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.testing.CancelEverywhere;
import asyncio.testing.CancelScenario;
import asyncio.testing.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every bounded queue promises, whether it is {@link asyncio.queue.Queue} or one of one's own:
 * each item comes out once, in order; who finds no room or no item waits; and a cancellation loses
 * nothing. On virtual time.
 */
public abstract class QueueContract {

  private static final int SCHEDULES = 100;

  /** For subclasses. */
  protected QueueContract() {}

  /** The queue under test. */
  protected interface Line {

    /**
     * Suspends until there is room.
     *
     * @throws Exception if it fails
     */
    void put(int item) throws Exception;

    /**
     * Suspends until there is an item.
     *
     * @throws Exception if it fails
     */
    int get() throws Exception;
  }

  /** A new, empty queue for a number of items; called in a task. */
  protected abstract Line create(int capacity);

  @Test
  void eachItemComesOutOnce() {
    Schedules.check(
        SCHEDULES,
        () -> {
          Line line = create(2);
          List<Integer> received = new ArrayList<>();
          List<Task<?>> tasks = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            int first = i * 4;
            tasks.add(createTask(() -> putFour(line, first)));
            tasks.add(createTask(() -> getFour(line, received)));
          }
          for (Task<?> task : tasks) {
            task.await();
          }
          assertThat(received)
              .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 12).boxed().toList());
        });
  }

  private static void putFour(Line line, int first) throws Exception {
    for (int item = first; item < first + 4; item++) {
      line.put(item);
    }
  }

  private static void getFour(Line line, List<Integer> received) throws Exception {
    for (int i = 0; i < 4; i++) {
      received.add(line.get());
    }
  }

  @Test
  void oneGetterSeesTheOrderOfOnePutter() {
    Schedules.check(
        SCHEDULES,
        () -> {
          Line line = create(2);
          Task<?> putting = createTask(() -> putFour(line, 0));
          List<Integer> received = new ArrayList<>();
          getFour(line, received);
          putting.await();
          assertThat(received).containsExactly(0, 1, 2, 3);
        });
  }

  @Test
  void thereIsRoomForItsCapacityAndNoMore() {
    Schedules.check(
        1,
        () -> {
          Line line = create(2);
          List<Integer> put = new ArrayList<>();
          Task<?> putting = createTask(() -> putThree(line, put));
          waitUntilIdle();
          assertThat(put).containsExactly(0, 1);
          assertThat(line.get()).isZero();
          waitUntilIdle();
          assertThat(put).containsExactly(0, 1, 2);
          putting.await();
        });
  }

  private static void putThree(Line line, List<Integer> put) throws Exception {
    for (int item = 0; item < 3; item++) {
      line.put(item);
      put.add(item);
    }
  }

  @Test
  void whoIsCancelledHasAnItemOrLeavesIt() {
    assertThat(CancelEverywhere.check(Getting::new)).isPositive();
  }

  /** Is cancelled before it has the item, and when it has just got it. */
  private final class Getting implements CancelScenario {

    private final Line line = create(1);
    private boolean got;

    @Override
    public void run() throws Exception {
      Task<?> putting = createTask(() -> line.put(1));
      try {
        line.get();
        got = true;
      } finally {
        putting.await();
      }
    }

    @Override
    public void verify(Outcome<?> outcome) throws Exception {
      if (!got) {
        assertThat(waitFor(line::get, seconds(10))).isEqualTo(1);
      }
    }
  }

  @Test
  void whoIsCancelledHasPutAnItemOrHasNot() {
    assertThat(CancelEverywhere.check(Putting::new)).isPositive();
  }

  /** Is cancelled while it waits for room, and when it has just got it. */
  private final class Putting implements CancelScenario {

    private final Line line = create(1);

    @Override
    public void run() throws Exception {
      line.put(1);
      Task<Integer> getting =
          createTask(
              () -> {
                sleep(Duration.ZERO);
                return line.get();
              });
      try {
        line.put(2);
      } finally {
        getting.cancel();
      }
    }

    /** Whatever is in it, it still works. */
    @Override
    public void verify(Outcome<?> outcome) throws Exception {
      Task<?> putting = createTask(() -> line.put(3));
      int item = 0;
      while (item != 3) {
        item = waitFor(line::get, seconds(10));
      }
      putting.await();
    }
  }
}
