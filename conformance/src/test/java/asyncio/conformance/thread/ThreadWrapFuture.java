package asyncio.conformance.thread;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.wrapFuture;

import asyncio.conformance.RealTimeScenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A future of another thread becomes awaitable by wrapFuture; cancelling one cancels the other. */
public final class ThreadWrapFuture extends RealTimeScenario {

  private void completeFromAnotherThread() {
    CompletableFuture<String> foreign = new CompletableFuture<>();
    Future<String> wrapped = wrapFuture(foreign);
    Thread thread = Thread.ofPlatform().unstarted(() -> foreign.complete("from another thread"));
    getRunningLoop().callSoon(thread::start); // when this task waits
    print(wrapped.await());
  }

  private void cancelWrapped() {
    CompletableFuture<String> foreign = new CompletableFuture<>();
    Future<String> wrapped = wrapFuture(foreign);
    wrapped.cancel();
    sleep(Duration.ZERO);
    print("foreign cancelled", foreign.isCancelled());
  }

  private void cancelForeign() {
    CompletableFuture<String> foreign = new CompletableFuture<>();
    Future<String> wrapped = wrapFuture(foreign);
    foreign.cancel(true);
    try {
      wrapped.await();
    } catch (CancelledError e) {
      print("CancelledError");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          completeFromAnotherThread();
          cancelWrapped();
          cancelForeign();
        });
  }
}
