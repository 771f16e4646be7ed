package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.pool.PoolStatistics;
import asyncio.pool.ProcessPool;
import asyncio.pool.ThreadPool;
import asyncio.shared.ProcessLock;
import asyncio.task.CancelledError;
import asyncio.task.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of pools and locks between processes, cancelled at every moment. */
class CancelPoolsTest {

  private static boolean wasCancelled(Outcome<?> outcome) {
    return outcome instanceof Outcome.Failure<?>(CancelledError _);
  }

  @Test
  void threadPool() {
    class Calling implements CancelScenario {
      final ThreadPool pool = new ThreadPool("cancelled", 1);

      @Override
      public void run() {
        assertThat((int) pool.call(() -> 1)).isEqualTo(1);
        assertThat((int) pool.call(() -> 2)).isEqualTo(2);
      }

      @Override
      public void verify(Outcome<?> outcome) {
        assertThat(wasCancelled(outcome) || outcome instanceof Outcome.Success).isTrue();
        assertThat((boolean) pool.call(Thread::interrupted)).isFalse();
        pool.close();
        assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 0, 0));
      }
    }
    assertThat(CancelEverywhere.check(Calling::new)).isGreaterThanOrEqualTo(3);
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
          assertThat(pool.call(() -> "goes on")).isEqualTo("goes on");
          assertThat(pool.statistics().queued()).isZero();
        }
      }
      assertThat(CancelEverywhere.check(Calling::new)).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  @Timeout(60)
  void lockBetweenProcesses() throws IOException {
    try (ProcessLock lock = ProcessLock.create()) {
      class Locking implements CancelScenario {
        boolean released;

        Locking() {
          try {
            lock.acquire(); // the thread of a cancelled trial lets go a moment later, or never
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        @Override
        public void run() throws IOException {
          createTask(this::release);
          try (var _ = lock.hold()) {
            assertThat(released).isTrue();
          }
        }

        private void release() throws IOException {
          released = true;
          lock.release();
        }

        @Override
        public void verify(Outcome<?> outcome) throws IOException {
          assertThat(wasCancelled(outcome) || outcome instanceof Outcome.Success).isTrue();
          if (!released) {
            release();
          }
        }
      }
      assertThat(CancelEverywhere.check(Locking::new)).isGreaterThanOrEqualTo(3);
    }
  }
}
