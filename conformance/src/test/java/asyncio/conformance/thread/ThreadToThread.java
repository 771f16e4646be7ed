package asyncio.conformance.thread;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;

import asyncio.conformance.RealTimeScenario;
import asyncio.context.ContextVar;
import asyncio.task.Task;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * toThread runs a blocking function beside the loop, passes result, failure and context variables.
 */
public final class ThreadToThread extends RealTimeScenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private final CountDownLatch go = new CountDownLatch(1);

  private int work(int a, int b) throws InterruptedException {
    go.await();
    return a + b;
  }

  private void ticker() {
    for (int n = 0; n < 3; n++) {
      sleep(Duration.ZERO);
      print("tick", n);
    }
    go.countDown();
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::ticker);
          print(toThread(() -> work(2, 3)));
          task.await();
          try {
            toThread(() -> Integer.valueOf("not a number"));
          } catch (IllegalArgumentException e) {
            print("IllegalArgumentException");
          }
          VAR.set("from main");
          print(toThread(() -> VAR.get()));
          print("same thread", toThread(Thread::currentThread) == Thread.currentThread());
        });
  }
}
