package asyncio.loop;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How other threads reach a loop, and what it does while nobody does. */
@ExtendWith(NoLeaks.class)
class InboxTest {

  private static final int PRODUCERS = 8;
  private static final int CALLS_EACH = 100_000;

  /** Counts the calls of each producer, which must come in order. */
  private static final class Tally {

    private final int[] next = new int[PRODUCERS];
    private final Future<String> complete;
    private int missing = PRODUCERS * CALLS_EACH;
    private int outOfOrder;

    Tally(Future<String> complete) {
      this.complete = complete;
    }

    void count(int producer, int call) {
      if (next[producer]++ != call) {
        outOfOrder++;
      }
      if (--missing == 0) {
        complete.setResult("complete");
      }
    }
  }

  @Test
  void everyCallArrivesInTheOrderOfItsThread() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Tally tally = new Tally(createFuture());
          List<Thread> producers = new ArrayList<>();
          for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            producers.add(Thread.ofPlatform().start(() -> produce(loop, tally, producer)));
          }
          tally.complete.await();
          for (Thread producer : producers) {
            producer.join();
          }
          assertThat(tally.outOfOrder).isZero();
          assertThat(tally.next).containsOnly(CALLS_EACH);
        });
  }

  private static void produce(EventLoop loop, Tally tally, int producer) {
    for (int i = 0; i < CALLS_EACH; i++) {
      int call = i;
      loop.callSoonThreadsafe(() -> tally.count(producer, call));
    }
  }

  /** In each round the loop sleeps, or is about to: the moment to lose a wake-up. */
  @Test
  void aSleepingLoopWakesUpEveryTime() throws Exception {
    var answers = new SynchronousQueue<Integer>();
    try (EventLoop loop = newEventLoop()) {
      Thread runner = Thread.ofPlatform().start(loop::runForever);
      for (int round = 0; round < 10_000; round++) {
        int question = round;
        loop.callSoonThreadsafe(() -> put(answers, question));
        assertThat(answers.take()).isEqualTo(question);
      }
      loop.callSoonThreadsafe(loop::stop);
      runner.join();
    }
  }

  private static void put(SynchronousQueue<Integer> answers, int answer) {
    try {
      answers.put(answer);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class CountingPoller implements Poller {

    private final Poller waiting = Poller.parking();
    private int waits;

    @Override
    public void await(long timeoutNanos, boolean foreignWork) {
      waits++;
      waiting.await(timeoutNanos, foreignWork);
    }

    @Override
    public void wakeup() {
      waiting.wakeup();
    }

    @Override
    public void close() {
      waiting.close();
    }
  }

  @Test
  void anIdleLoopWaitsInsteadOfSpinning() {
    CountingPoller poller = new CountingPoller();
    try (EventLoop loop = new EventLoop(Clock.system(), poller)) {
      for (int i = 0; i < 10; i++) {
        loop.runUntilComplete(() -> sleep(Duration.ofMillis(2)));
      }
    }
    assertThat(poller.waits).isBetween(10, 40); // a wait may end early, for no reason
  }

  /** The only measurement in these tests; the best of three, lest other work be blamed on us. */
  @Test
  @FastEngineOnly // the portable engine's loop has no thread of its own to measure
  void anIdleLoopUsesNoCpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (EventLoop loop = newEventLoop()) {
      loop.runUntilComplete(() -> sleep(Duration.ofMillis(1)));
      long least =
          LongStream.range(0, 3)
              .map(
                  _ -> {
                    long before = threads.getCurrentThreadCpuTime();
                    loop.runUntilComplete(() -> sleep(Duration.ofMillis(100)));
                    return threads.getCurrentThreadCpuTime() - before;
                  })
              .min()
              .orElseThrow();
      assertThat(Duration.ofNanos(least)).isLessThan(Duration.ofMillis(5));
    }
  }
}
