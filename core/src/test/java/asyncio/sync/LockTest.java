package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockTest {

  private final Lock lock = new Lock();
  private final List<String> log = new ArrayList<>();

  /** Starts a task that gets the lock, gives way once and releases it. */
  private Task<Void> worker(String name) {
    return createTask(
        name,
        () -> {
          try (var _ = lock.hold()) {
            log.add(name);
            sleep(Duration.ZERO);
          }
        });
  }

  @Test
  void isHeldUntilReleased() {
    run(
        () -> {
          assertThat(lock.locked()).isFalse();
          lock.acquire();
          assertThat(lock.locked()).isTrue();
          lock.release();
          assertThat(lock.locked()).isFalse();
        });
  }

  @Test
  void showsHolderAndLine() {
    run(
        () -> {
          assertThat(lock).hasToString("<Lock unlocked>");
          assertThat(lock.statistics()).isEqualTo(new Lock.Statistics(null, 0));
          currentTask().setName("the holder");
          lock.acquire();
          assertThat(lock).hasToString("<Lock locked by the holder>");
          Task<Void> a = worker("a");
          worker("b");
          settle();
          assertThat(lock).hasToString("<Lock locked by the holder, waiting 2>");
          assertThat(lock.statistics()).isEqualTo(new Lock.Statistics("the holder", 2));
          assertThat(a.toString()).contains("waiting for <Lock locked by the holder, waiting 2>");
          lock.release();
          assertThat(lock).hasToString("<Lock unlocked, waiting 2>");
        });
  }

  @Test
  void aCancelledWaiterLeavesNothingBehind() {
    run(
        () -> {
          lock.acquire();
          Task<Void> a = worker("a");
          settle();
          a.cancel();
          lock.release();
          settle();
          assertThat(log).isEmpty();
          assertThat(lock.statistics()).isEqualTo(new Lock.Statistics(null, 0));
        });
  }

  /** A newcomer need not wait for those who only leave. */
  @Test
  void cancelledWaitersHoldNobodyUp() {
    run(
        () -> {
          lock.acquire();
          Task<Void> a = worker("a");
          settle();
          lock.release();
          a.cancel();
          settle();
          lock.acquire();
          Task<Void> b = worker("b");
          settle();
          b.cancel();
          lock.release();
          lock.acquire();
          assertThat(lock.locked()).isTrue();
          assertThat(b.done()).as("acquired at once").isFalse();
        });
  }

  @Test
  void aCancelledHeadOfTheLineHandsOver() {
    run(
        () -> {
          lock.acquire();
          Task<Void> a = worker("a");
          worker("b");
          settle();
          a.cancel();
          lock.release(); // wakes nobody: a has not left yet
          settle();
          assertThat(log).containsExactly("b");
          assertThat(lock.locked()).isFalse();
        });
  }

  @Test
  void aCancelledWaiterWakesNobodyWhileTheLockIsHeld() {
    run(
        () -> {
          lock.acquire();
          Task<Void> a = worker("a");
          worker("b");
          settle();
          lock.release();
          a.cancel();
          lock.acquire(); // waits behind b
          assertThat(log).containsExactly("b");
          Task<Void> c = worker("c");
          settle();
          c.cancel();
          settle();
          assertThat(lock.locked()).isTrue();
        });
  }

  @Test
  void isReleasedHoweverTheBlockEnds() {
    run(
        () -> {
          assertThatThrownBy(
                  () -> {
                    try (var _ = lock.hold()) {
                      throw new IOException("on purpose");
                    }
                  })
              .isInstanceOf(IOException.class);
          assertThat(lock.locked()).isFalse();
          Task<Void> a = worker("a");
          sleep(Duration.ZERO);
          assertThat(lock.locked()).isTrue();
          a.cancel();
          assertThatThrownBy(a::await).isInstanceOf(CancelledError.class);
          assertThat(lock.locked()).isFalse();
        });
  }

  @Test
  void heldIsClosedOnce() {
    run(
        () -> {
          Held held = lock.hold();
          assertThat(held.toString()).startsWith("<Held: <Lock locked by ");
          held.close();
          assertThat(held).hasToString("<Held: released>");
          lock.acquire();
          held.close();
          assertThat(lock.locked()).as("what was acquired since").isTrue();
        });
  }

  @Test
  void releasingWhatIsNotHeldIsRefused() {
    run(
        () -> {
          assertIllegalState(
              lock::release,
              "release() needs a lock that is held",
              "<Lock unlocked> is not",
              "acquire it first");
          lock.acquire();
          Task<Void> a = worker("a");
          settle();
          lock.release();
          assertIllegalState(
              lock::release, "needs a lock that is held", "<Lock unlocked, waiting 1>", "acquire");
          a.await();
          assertThat(log).containsExactly("a");
        });
  }

  @Test
  void closingAHeldThatWasReleasedByHandIsRefused() {
    run(
        () -> {
          Held held = lock.hold();
          lock.release();
          assertIllegalState(
              held::close, "needs a lock that is held", "<Lock unlocked>", "acquire");
          held.close();
        });
  }
}
