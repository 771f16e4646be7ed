package asyncio.task;

import asyncio.context.Context;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A handle that may be cancelled from any thread. The lock is taken by the callback's fiber and by
 * who cancels, never by the loop's bare thread; a canceller that comes while the callback runs
 * waits for its end.
 */
final class ThreadsafeHandle extends Handle {

  private final ReentrantLock lock = new ReentrantLock();

  ThreadsafeHandle(EventLoop loop, Runnable callback, Context context) {
    super(loop, callback, context);
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      super.cancel();
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void call() throws Exception {
    lock.lock();
    try {
      super.call();
    } finally {
      lock.unlock();
    }
  }
}
