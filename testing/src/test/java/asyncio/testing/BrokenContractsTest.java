package asyncio.testing;

import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.WaitQueue;
import asyncio.testing.contract.LockContract;
import asyncio.testing.contract.QueueContract;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Locks and queues with a plausible mistake break their contract. */
class BrokenContractsTest {

  // ---- locks

  static class LockThatForgetsToLock extends LockContract {

    @Override
    protected Mutex create() {
      return new Mutex() {
        @Override
        public void acquire() {}

        @Override
        public void release() {}
      };
    }
  }

  @Test
  void aLockThatDoesNotLock() {
    assertThat(Samples.failures(LockThatForgetsToLock.class))
        .anySatisfy(failure -> assertThat(failure).isInstanceOf(ScheduleError.class));
  }

  /** Is handed over to who is woken, and does not come back if that one is cancelled. */
  static class LockThatIsLostToACancellation extends LockContract {

    @Override
    protected Mutex create() {
      WaitQueue waiting = new WaitQueue();
      return new Mutex() {

        private boolean held;

        @Override
        public void acquire() {
          if (held) {
            waiting.await(this);
          }
          held = true;
        }

        @Override
        public void release() {
          held = waiting.wakeNext();
        }
      };
    }
  }

  @Test
  void aLockThatIsLostToACancellation() {
    assertThat(Samples.failedTests(LockThatIsLostToACancellation.class))
        .containsExactly("whoIsCancelledHasItOrHasItNot()");
  }

  // ---- queues

  static class RightQueue extends QueueContract {

    /** Is right, but for what a subclass changes. */
    static class BoundedLine implements Line {

      final Deque<Integer> items = new ArrayDeque<>();
      final WaitQueue getters = new WaitQueue();
      final WaitQueue putters = new WaitQueue();
      private final int capacity;

      BoundedLine(int capacity) {
        this.capacity = capacity;
      }

      @Override
      public void put(int item) {
        while (items.size() >= capacity) {
          putters.await(this, putters::wakeNext);
        }
        items.add(item);
        getters.wakeNext();
      }

      @Override
      public int get() {
        while (items.isEmpty()) {
          getters.await(this, getters::wakeNext);
        }
        int item = take();
        putters.wakeNext();
        return item;
      }

      int take() {
        return items.removeFirst();
      }
    }

    @Override
    protected Line create(int capacity) {
      return new BoundedLine(capacity);
    }
  }

  @Test
  void whatTheBrokenOnesAreMadeFromIsRight() {
    assertThat(Samples.failedTests(RightQueue.class)).isEmpty();
  }

  static class QueueWithRoomForOneMore extends RightQueue {

    @Override
    protected Line create(int capacity) {
      return new BoundedLine(capacity + 1);
    }
  }

  @Test
  void aQueueWithRoomForOneMore() {
    assertThat(Samples.failedTests(QueueWithRoomForOneMore.class))
        .contains("thereIsRoomForItsCapacityAndNoMore()");
  }

  static class QueueInTheWrongOrder extends RightQueue {

    @Override
    protected Line create(int capacity) {
      return new BoundedLine(capacity) {
        @Override
        int take() {
          return items.removeLast();
        }
      };
    }
  }

  @Test
  void aQueueInTheWrongOrder() {
    assertThat(Samples.failedTests(QueueInTheWrongOrder.class))
        .contains("oneGetterSeesTheOrderOfOnePutter()");
  }

  /** Getters and putters stand in one line, and the first is woken, whichever it is. */
  static class QueueThatWakesTheWrongOne extends QueueContract {

    @Override
    protected Line create(int capacity) {
      WaitQueue line = new WaitQueue();
      Deque<Integer> items = new ArrayDeque<>();
      return new Line() {
        @Override
        public void put(int item) {
          while (items.size() >= capacity) {
            line.await(this, line::wakeNext);
          }
          items.add(item);
          line.wakeNext();
        }

        @Override
        public int get() {
          while (items.isEmpty()) {
            line.await(this, line::wakeNext);
          }
          line.wakeNext();
          return items.removeFirst();
        }
      };
    }
  }

  @Test
  void aQueueThatWakesTheWrongOne() {
    assertThat(Samples.failedTests(QueueThatWakesTheWrongOne.class))
        .contains("eachItemComesOutOnce()");
  }

  static class QueueThatLosesAnItemToACancellation extends RightQueue {

    @Override
    protected Line create(int capacity) {
      return new BoundedLine(capacity) {
        @Override
        int take() {
          int item = super.take();
          sleep(Duration.ZERO);
          return item;
        }
      };
    }
  }

  @Test
  void aQueueThatLosesAnItemToACancellation() {
    assertThat(Samples.failedTests(QueueThatLosesAnItemToACancellation.class))
        .contains("whoIsCancelledHasAnItemOrLeavesIt()");
  }
}
