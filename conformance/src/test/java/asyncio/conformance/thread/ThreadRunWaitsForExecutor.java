package asyncio.conformance.thread;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.RealTimeScenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** run does not return before the default executor's threads have finished. */
public final class ThreadRunWaitsForExecutor extends RealTimeScenario {

  private final List<String> finished = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch mainEnds = new CountDownLatch(1);

  private boolean work() throws InterruptedException {
    mainEnds.await();
    Thread.sleep(100);
    return finished.add("work");
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().runInExecutor(null, this::work);
          sleep(millis(10));
          print("main ends", finished.size());
          mainEnds.countDown();
        });
    print("run returned", finished.size());
  }
}
