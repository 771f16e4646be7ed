package asyncio.conformance.thread;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.RealTimeScenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An executor with one thread works in order; a job still queued can be cancelled and never runs.
 */
public final class ThreadExecutorOrder extends RealTimeScenario {

  private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

  /** Keeps the first job busy until the third one is cancelled. */
  private final CountDownLatch go = new CountDownLatch(1);

  private int job(int n) throws InterruptedException {
    go.await();
    done.add(n);
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          List<Future<Integer>> futures = new ArrayList<>();
          try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < 4; i++) {
              int n = i;
              futures.add(loop.runInExecutor(pool, () -> job(n)));
            }
            print("cancel", futures.get(2).cancel());
            go.countDown();
            print(gather(futures.get(0), futures.get(1), futures.get(3)));
          }
          print(done, futures.get(2).cancelled());
        });
  }
}
