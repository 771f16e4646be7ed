package asyncio.conformance.thread;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;

import asyncio.Asyncio;
import asyncio.conformance.RealTimeScenario;
import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.RunOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;

/**
 * callSoonThreadsafe wakes a loop that is waiting, and keeps the order of calls from one thread; on
 * a closed loop it is refused.
 */
public final class ThreadCallSoonThreadsafe extends RealTimeScenario {

  private final CountDownLatch loopWaits = new CountDownLatch(1);

  /** Tells when the loop has nothing to do but to wait. */
  private final class TellingPoller implements Poller {

    private final Poller waiting = Poller.parking();

    @Override
    public void await(long timeoutNanos, boolean foreignWork) {
      if (timeoutNanos != 0) {
        loopWaits.countDown();
      }
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

  private void worker(EventLoop loop, Future<Void> done) {
    try {
      loopWaits.await();
    } catch (InterruptedException unasked) {
      throw new IllegalStateException(unasked);
    }
    for (int i = 0; i < 3; i++) {
      int n = i;
      loop.callSoonThreadsafe(() -> print("call", n));
    }
    loop.callSoonThreadsafe(() -> done.setResult(null));
  }

  private EventLoop program() throws TimeoutException, InterruptedException {
    EventLoop loop = getRunningLoop();
    Future<Void> done = createFuture();
    double started = time();
    Thread thread = Thread.ofPlatform().start(() -> worker(loop, done));
    try {
      waitFor(done, seconds(30));
    } finally {
      thread.join();
    }
    print("woken early", time() - started < 5);
    return loop;
  }

  @Override
  protected void main() {
    EventLoop loop =
        Asyncio.run(
            RunOptions.on(() -> new EventLoop(Clock.system(), new TellingPoller())), this::program);
    try {
      loop.callSoonThreadsafe(() -> print("never printed"));
    } catch (IllegalStateException e) {
      print("IllegalStateException");
    }
  }
}
