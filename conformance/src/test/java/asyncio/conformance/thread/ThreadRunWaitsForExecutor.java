package asyncio.conformance.thread;

import static asyncio.Asyncio.getRunningLoop;
import static java.util.concurrent.TimeUnit.SECONDS;

import asyncio.conformance.RealTimeScenario;
import asyncio.sync.Event;
import asyncio.task.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** run does not return before the default executor's threads have finished. */
public final class ThreadRunWaitsForExecutor extends RealTimeScenario {

  private final List<String> finished = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch runWaits = new CountDownLatch(1);

  /** Tells when somebody waits for its threads. */
  private final class TellingExecutor extends ThreadPoolExecutor {

    TellingExecutor() {
      super(1, 1, 0, SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      runWaits.countDown();
      return super.awaitTermination(timeout, unit);
    }
  }

  private boolean work(Runnable begun) throws InterruptedException {
    begun.run();
    runWaits.await();
    return finished.add("work");
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setDefaultExecutor(new TellingExecutor());
          Event begun = new Event();
          loop.runInExecutor(null, () -> work(() -> loop.callSoonThreadsafe(begun::set)));
          begun.await();
          print("main ends", finished.size());
        });
    print("run returned", finished.size());
  }
}
