package asyncio.flow;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.run;

import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.util.concurrent.CompletableFuture;

/** A loop that runs in a thread of its own until it is closed; what runs then is cancelled. */
final class BackgroundLoop implements AutoCloseable {

  private final CompletableFuture<Future<String>> end = new CompletableFuture<>();
  private final Thread thread = Thread.ofPlatform().start(() -> run(this::untilClosed));

  private void untilClosed() {
    Future<String> closed = createFuture();
    end.complete(closed);
    closed.await();
  }

  EventLoop loop() {
    return end.join().getLoop();
  }

  @Override
  public void close() {
    loop().callSoonThreadsafe(() -> end.join().setResult("closed"));
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a loop ends", e);
    }
  }
}
