package asyncio.conformance.thread;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.runCoroutineThreadsafe;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;

import asyncio.conformance.RealTimeScenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Another thread hands coroutines to the loop and waits for their outcome, or cancels them. */
public final class ThreadRunCoroutineThreadsafe extends RealTimeScenario {

  private final CountDownLatch endlessBegan = new CountDownLatch(1);

  private String good() {
    sleep(Duration.ZERO);
    return "value";
  }

  private void bad() {
    throw new IllegalArgumentException("failed");
  }

  private void endless(Future<Void> unwound) {
    endlessBegan.countDown();
    try {
      sleep(seconds(30));
    } finally {
      unwound.setResult(null);
    }
  }

  private void worker(EventLoop loop, Future<Void> unwound) throws Exception {
    print(runCoroutineThreadsafe(this::good, loop).get());
    try {
      runCoroutineThreadsafe(this::bad, loop).get();
    } catch (ExecutionException e) {
      print(nameOf(e.getCause()), e.getCause().getMessage());
    }
    CompletableFuture<Void> future = runCoroutineThreadsafe(() -> endless(unwound), loop);
    try {
      future.get(50, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      print("TimeoutException");
    }
    endlessBegan.await();
    print("cancel", future.cancel(false), future.isCancelled());
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<Void> unwound = createFuture();
          toThread(() -> worker(loop, unwound));
          unwound.await();
          print("endless was unwound");
        });
  }
}
