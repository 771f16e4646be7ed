package asyncio.testing;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.pool.PoolStatistics;
import asyncio.pool.ProcessPool;
import asyncio.pool.ThreadPool;
import asyncio.shared.ProcessLock;
import asyncio.shared.SharedCounter;
import asyncio.task.CancelledError;
import asyncio.task.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls of pools and locks between processes, cancelled at every moment. */
class CancelPoolsTest {

  private static boolean wasCancelled(Outcome<?> outcome) {
    return outcome instanceof Outcome.Failure<?>(CancelledError _);
  }

  @Test
  void threadPool() {
    AtomicInteger inside = new AtomicInteger();
    int moments =
        CancelEverywhere.check(
            () ->
                () -> {
                  try (var pool = new ThreadPool("cancelled", 2)) {
                    pool.call(inside::incrementAndGet);
                    pool.call(inside::decrementAndGet);
                  } finally {
                    inside.set(0);
                  }
                });
    assertThat(moments).isGreaterThanOrEqualTo(4);
  }

  @Test
  void closingAThreadPool() {
    class Closing implements CancelScenario {
      final ThreadPool pool = new ThreadPool("closing", 1);

      @Override
      public void run() {
        pool.submit(() -> "short");
        pool.close();
      }

      @Override
      public void verify(Outcome<?> outcome) throws Exception {
        assertThat(wasCancelled(outcome) || outcome instanceof Outcome.Success).isTrue();
        pool.close(); // nothing, unless it was cancelled before its first step
        assertThat(pool.isTerminated()).isTrue();
      }
    }
    assertThat(CancelEverywhere.check(Closing::new)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void processPool() {
    try (var pool = new ProcessPool("cancelled", 1)) {
      class Calling implements CancelScenario {
        @Override
        public void run() {
          assertThat((int) pool.call(() -> 1)).isEqualTo(1);
          try (var results = pool.map(number -> number + 1, List.of(1, 2))) {
            assertThat(results).containsExactly(2, 3);
          }
        }

        @Override
        public void verify(Outcome<?> outcome) {
          assertThat(wasCancelled(outcome) || outcome instanceof Outcome.Success).isTrue();
          assertThat((String) pool.call(() -> "goes on")).isEqualTo("goes on");
          assertThat(pool.statistics().queued()).isZero();
        }
      }
      assertThat(CancelEverywhere.check(Calling::new)).isGreaterThanOrEqualTo(4);
      assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 0, 0));
    }
  }

  @Test
  void lockBetweenProcesses() throws IOException {
    try (ProcessLock lock = ProcessLock.create();
        SharedCounter inside = SharedCounter.create()) {
      class Locking implements CancelScenario {
        @Override
        public void run() throws IOException {
          try (var _ = lock.hold()) {
            assertThat(inside.increment()).isEqualTo(1);
            Thread holder = Thread.currentThread();
            assertThat(holder).isNotNull();
            inside.add(-1);
          }
          Thread.ofPlatform().start(this::holdForAMoment);
          try (var _ = lock.hold()) {
            assertThat(inside.increment()).isEqualTo(1);
            inside.add(-1);
          }
        }

        private void holdForAMoment() {
          try (var _ = lock.hold()) {
            inside.increment();
            inside.add(-1);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }

        @Override
        public void verify(Outcome<?> outcome) throws IOException {
          assertThat(wasCancelled(outcome) || outcome instanceof Outcome.Success).isTrue();
          lock.acquire(); // for ever, if it was left locked
          lock.release();
        }
      }
      CancelEverywhere.check(Locking::new);
    }
  }
}
