package asyncio.conformance.thread;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.toThread;

import asyncio.Asyncio;
import asyncio.conformance.RealTimeScenario;
import asyncio.task.Task;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Cancelling the wait for a thread lets the caller go at once, but the thread's work goes on to its
 * end.
 */
public final class ThreadCancelDoesNotStopIt extends RealTimeScenario {

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private void work() throws InterruptedException {
    started.countDown();
    go.await();
    finished.countDown();
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(() -> toThread(this::work));
          toThread(() -> started.await());
          task.cancel();
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled(), "work finished", finished.getCount() == 0);
          go.countDown();
          toThread(() -> finished.await());
          print("work finished", finished.getCount() == 0);
        });
  }
}
