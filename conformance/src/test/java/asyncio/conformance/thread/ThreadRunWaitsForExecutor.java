package asyncio.conformance.thread;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.RealTimeScenario;
import asyncio.sync.Event;
import asyncio.task.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** run does not return before the default executor's threads have finished. */
public final class ThreadRunWaitsForExecutor extends RealTimeScenario {

  private final List<String> finished = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch mainEnds = new CountDownLatch(1);

  private boolean work(Runnable begun) throws InterruptedException {
    begun.run();
    mainEnds.await();
    Thread.sleep(100); // by then run would have returned
    return finished.add("work");
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Event begun = new Event();
          loop.runInExecutor(null, () -> work(() -> loop.callSoonThreadsafe(begun::set)));
          begun.await();
          print("main ends", finished.size());
          mainEnds.countDown();
        });
    print("run returned", finished.size());
  }
}
