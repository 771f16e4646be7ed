package asyncio.testing.contract;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.testing.CancelEverywhere;
import asyncio.testing.CancelScenario;
import asyncio.testing.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every lock promises, whether it is {@link asyncio.sync.Lock} or one of one's own: one holder
 * at a time, whoever waits gets it in the end, and a cancellation loses nothing. On virtual time.
 */
public abstract class LockContract {

  private static final int SCHEDULES = 100;

  /** For subclasses. */
  protected LockContract() {}

  /** The lock under test. */
  protected interface Mutex {

    /**
     * Suspends until the caller is the holder.
     *
     * @throws Exception if it fails
     */
    void acquire() throws Exception;

    /**
     * The holder gives it back.
     *
     * @throws Exception if it fails
     */
    void release() throws Exception;
  }

  /** A new lock that nobody holds; called in a task. */
  protected abstract Mutex create();

  @Test
  void thereIsOneHolderAtATime() {
    Schedules.check(
        SCHEDULES,
        () -> {
          Mutex lock = create();
          int[] holders = new int[1];
          List<Task<?>> tasks = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            tasks.add(createTask(() -> holdTwice(lock, holders)));
          }
          for (Task<?> task : tasks) {
            task.await();
          }
        });
  }

  private static void holdTwice(Mutex lock, int[] holders) throws Exception {
    for (int i = 0; i < 2; i++) {
      lock.acquire();
      assertThat(++holders[0]).as("holders").isEqualTo(1);
      sleep(Duration.ZERO);
      holders[0]--;
      lock.release();
    }
  }

  @Test
  void whoIsCancelledHasItOrHasItNot() {
    assertThat(CancelEverywhere.check(Contending::new)).isPositive();
  }

  /** Is cancelled before it has the lock, while it has it, and in between. */
  private final class Contending implements CancelScenario {

    private final Mutex lock = create();

    @Override
    public void run() throws Exception {
      Task<?> other = createTask(() -> hold(lock));
      try {
        sleep(Duration.ZERO);
        hold(lock);
      } finally {
        other.cancel();
      }
    }

    private static void hold(Mutex lock) throws Exception {
      lock.acquire();
      try {
        sleep(seconds(1));
      } finally {
        lock.release();
      }
    }

    @Override
    public void verify(Outcome<?> outcome) throws Exception {
      waitFor(() -> lock.acquire(), seconds(10));
      lock.release();
    }
  }
}
