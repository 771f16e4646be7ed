package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.queue.Queue;
import asyncio.queue.QueueShutDown;
import asyncio.sync.Barrier;
import asyncio.sync.BoundedSemaphore;
import asyncio.sync.BrokenBarrierError;
import asyncio.sync.Condition;
import asyncio.sync.Event;
import asyncio.sync.Lock;
import asyncio.sync.Semaphore;
import asyncio.task.Action;
import asyncio.task.CancelledError;
import asyncio.task.Outcome;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Everything that waits in line, cancelled at every moment among rivals for the same thing: the
 * rivals go on, and nothing is lost or made twice.
 */
class CancelWaitersTest {

  private abstract static class Rivalry implements CancelScenario {

    private final List<Task<Void>> rivals = new ArrayList<>();

    /** Starts a task that comes into line before this one. */
    final void rival(Action code) {
      rivals.add(createTask(code));
    }

    /** Starts a task that comes into line behind this one. */
    final void laterRival(Action code) {
      rival(
          () -> {
            giveWay();
            giveWay();
            code.run();
          });
    }

    /**
     * Lets the rivals come into line; when all are started, lest the cancellation strike before.
     */
    static void giveWay() {
      sleep(seconds(0));
    }

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the rivals
    }

    @Override
    public final void verify(Outcome<?> outcome) {
      boolean cancelled = outcome instanceof Outcome.Failure<?>(CancelledError _);
      assertThat(cancelled || outcome instanceof Outcome.Success).as("%s", outcome).isTrue();
      beforeRivals();
      gather(rivals); // a deadlock if one of them cannot go on
      verifyAfterRivals(cancelled);
    }

    /** Does what the cancelled task has left undone and the rivals need. */
    void beforeRivals() {}

    abstract void verifyAfterRivals(boolean cancelled);
  }

  private static void cancelEverywhere(Supplier<Rivalry> scenario, int momentsAtLeast) {
    assertThat(CancelEverywhere.check(scenario)).isGreaterThanOrEqualTo(momentsAtLeast);
  }

  // ---- locks and semaphores

  @Test
  void lock() {
    class Locking extends Rivalry {
      final Lock lock = new Lock();
      int inside;

      void useLock(double time) {
        try (var _ = lock.hold()) {
          assertThat(++inside).isEqualTo(1);
          try {
            sleep(seconds(time));
          } finally {
            inside--;
          }
        }
      }

      @Override
      public void run() {
        rival(() -> useLock(0.5));
        rival(() -> useLock(0));
        laterRival(() -> useLock(0));
        giveWay();
        useLock(0.5);
        useLock(0);
      }

      @Override
      void verifyAfterRivals(boolean cancelled) {
        assertThat(lock.statistics()).isEqualTo(new Lock.Statistics(null, 0));
      }
    }
    cancelEverywhere(Locking::new, 6);
  }

  private static final class Permits extends Rivalry {

    private final Semaphore semaphore;
    private int inside;

    Permits(Semaphore semaphore) {
      this.semaphore = semaphore;
    }

    private void usePermit(double time) {
      try (var _ = semaphore.hold()) {
        assertThat(++inside).isLessThanOrEqualTo(2);
        try {
          sleep(seconds(time));
        } finally {
          inside--;
        }
      }
    }

    @Override
    public void run() {
      rival(() -> usePermit(0.5));
      rival(() -> usePermit(0.5));
      rival(() -> usePermit(0));
      laterRival(() -> usePermit(0));
      laterRival(() -> usePermit(0));
      giveWay();
      usePermit(0.5);
      usePermit(0);
    }

    @Override
    void verifyAfterRivals(boolean cancelled) {
      assertThat(semaphore.statistics()).isEqualTo(new Semaphore.Statistics(2, 0));
    }
  }

  @Test
  void semaphore() {
    cancelEverywhere(() -> new Permits(new Semaphore(2)), 6);
  }

  @Test
  void boundedSemaphore() {
    cancelEverywhere(() -> new Permits(new BoundedSemaphore(2)), 6);
  }

  // ---- events and conditions

  @Test
  void event() {
    class Waiting extends Rivalry {
      final Event event = new Event();

      @Override
      public void run() {
        rival(event::await);
        rival(
            () -> {
              sleep(seconds(0.5));
              event.set();
              event.clear();
              sleep(seconds(0.5));
              event.set();
            });
        laterRival(event::await);
        giveWay();
        event.await();
        event.await();
      }

      @Override
      void verifyAfterRivals(boolean cancelled) {
        assertThat(event.statistics().waiting()).isZero();
      }
    }
    cancelEverywhere(Waiting::new, 5);
  }

  @Test
  void condition() {
    class Consuming extends Rivalry {
      final Condition condition = new Condition();
      int stock;
      int taken;

      void consume() {
        try (var _ = condition.hold()) {
          condition.waitFor(() -> stock > 0);
          stock--;
          taken++;
          sleep(seconds(0));
        }
      }

      void produce(int count) {
        try (var _ = condition.hold()) {
          stock += count;
          condition.notify(count);
          sleep(seconds(0.25));
        }
      }

      @Override
      public void run() {
        rival(this::consume);
        laterRival(
            () -> {
              produce(2);
              sleep(seconds(0.5));
              produce(1);
              sleep(seconds(0.5));
              produce(1);
            });
        laterRival(this::consume);
        giveWay();
        consume();
        consume();
      }

      @Override
      void verifyAfterRivals(boolean cancelled) {
        assertThat(stock + taken).isEqualTo(4);
        assertThat(condition.locked()).isFalse();
        assertThat(condition.statistics().waiting()).isZero();
        if (!cancelled) {
          assertThat(stock).isZero();
        }
      }
    }
    cancelEverywhere(Consuming::new, 8);
  }

  /** One notification for each who waits in vain: the cancelled task passes its own on. */
  @Test
  void conditionWithoutPredicate() {
    class Notified extends Rivalry {
      final Condition condition = new Condition();

      void waitOnce() {
        try (var _ = condition.hold()) {
          condition.await();
          assertThat(condition.locked()).isTrue();
        }
      }

      @Override
      public void run() {
        rival(this::waitOnce);
        laterRival(this::waitOnce);
        rival(
            () -> {
              for (int i = 0; i < 3; i++) {
                sleep(seconds(0.5));
                try (var _ = condition.hold()) {
                  condition.notifyOne();
                }
              }
            });
        giveWay();
        waitOnce();
      }

      @Override
      void verifyAfterRivals(boolean cancelled) {
        assertThat(condition.locked()).isFalse();
        assertThat(condition.statistics().waiting()).isZero();
      }
    }
    cancelEverywhere(Notified::new, 4);
  }

  // ---- barriers

  /** One more comes in the place of the cancelled task, if that did not pass. */
  @Test
  void barrier() {
    class Meeting extends Rivalry {
      final Barrier barrier = new Barrier(3);
      boolean passed;

      @Override
      public void run() {
        rival(barrier::await);
        rival(
            () -> {
              sleep(seconds(0.5));
              barrier.await();
            });
        giveWay();
        barrier.await();
        passed = true;
        giveWay();
      }

      @Override
      void beforeRivals() {
        sleep(seconds(1)); // they come
        if (barrier.nWaiting() > 0) {
          rival(barrier::await);
        }
      }

      @Override
      void verifyAfterRivals(boolean cancelled) {
        assertThat(passed || cancelled).isTrue();
        assertThat(barrier.statistics()).isEqualTo(new Barrier.Statistics(3, 0, false));
      }
    }
    cancelEverywhere(Meeting::new, 4);
  }

  @Test
  void barrierResetAndAborted() {
    class Breaking extends Rivalry {
      final Barrier barrier = new Barrier(3);

      void meet() {
        try {
          barrier.await();
        } catch (BrokenBarrierError turnedAway) {
          giveWay();
        }
      }

      @Override
      public void run() {
        rival(this::meet);
        rival(this::meet);
        try {
          giveWay();
          barrier.reset();
          barrier.abort();
          giveWay();
        } finally {
          barrier.abort();
          barrier.reset();
        }
      }

      @Override
      void verifyAfterRivals(boolean cancelled) {
        assertThat(barrier.statistics()).isEqualTo(new Barrier.Statistics(3, 0, false));
      }
    }
    cancelEverywhere(Breaking::new, 2);
  }

  // ---- queues

  private abstract static class Traffic extends Rivalry {

    static final int ITEMS = 6;

    final Queue<Integer> queue = new Queue<>(2);
    final List<Integer> put = new ArrayList<>();
    final List<Integer> taken = new ArrayList<>();

    void produce(int first, int count) {
      for (int item = first; item < first + count; item++) {
        queue.put(item);
        put.add(item);
        sleep(seconds(item % 2 * 0.5));
      }
    }

    void consume() {
      for (int item : queue) {
        taken.add(item);
        queue.taskDone();
        sleep(seconds(0));
      }
    }

    @Override
    void verifyAfterRivals(boolean cancelled) {
      while (!queue.empty()) {
        taken.add(queue.getNowait());
        queue.taskDone();
      }
      assertThat(taken).containsExactlyElementsOf(put);
      Queue.Statistics left = queue.statistics();
      assertThat(left.getters() + left.putters() + left.unfinished()).isZero();
    }
  }

  @Test
  void gettingFromAQueue() {
    class Getting extends Traffic {
      @Override
      public void run() {
        rival(this::consume);
        laterRival(
            () -> {
              produce(0, ITEMS);
              queue.shutdown();
            });
        laterRival(this::consume);
        giveWay();
        consume();
      }
    }
    cancelEverywhere(Getting::new, 6);
  }

  @Test
  void puttingIntoAQueue() {
    class Putting extends Traffic {
      @Override
      public void run() {
        rival(() -> produce(100, 3));
        laterRival(() -> produce(200, 3));
        rival(
            () -> {
              for (int i = 0; i < ITEMS; i++) {
                sleep(seconds(0.5));
                taken.add(queue.get());
                queue.taskDone();
              }
            });
        giveWay();
        produce(0, 2); // the queue keeps two of the eight items
      }
    }
    cancelEverywhere(Putting::new, 6);
  }

  @Test
  void joiningAQueue() {
    class Joining extends Traffic {
      @Override
      public void run() {
        rival(() -> produce(0, 4));
        rival(
            () -> {
              sleep(seconds(0.5));
              consume();
            });
        rival(
            () -> {
              queue.join();
              queue.shutdown();
            });
        giveWay();
        queue.join();
        assertThat(taken).hasSize(4);
      }
    }
    cancelEverywhere(Joining::new, 3);
  }

  @Test
  void shuttingAQueueDown() {
    class ShuttingDown extends Traffic {
      @Override
      public void run() {
        rival(this::consume);
        rival(
            () -> {
              try {
                produce(0, 100);
              } catch (QueueShutDown end) {
                giveWay();
              }
            });
        try {
          sleep(seconds(1));
          queue.join();
        } finally {
          queue.shutdown();
        }
      }
    }
    cancelEverywhere(ShuttingDown::new, 3);
  }
}
