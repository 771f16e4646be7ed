package asyncio.testing;

import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks of a loop that wait until everybody else waits. Loop thread only. */
final class IdleWaiters {

  private final List<Future<@Nullable Void>> waiters = new ArrayList<>();

  static IdleWaiters of(EventLoop loop) {
    return loop.service(
        IdleWaiters.class,
        _ -> {
          throw new IllegalStateException(
              "waitUntilIdle needs a loop that tells when it is idle, and this one does not; use"
                  + " @AsyncTest or VirtualTime");
        });
  }

  void await(EventLoop loop) {
    Future<@Nullable Void> idle = loop.createFuture();
    waiters.add(idle);
    try {
      idle.await();
    } finally {
      waiters.remove(idle);
    }
  }

  boolean isEmpty() {
    return waiters.isEmpty();
  }

  /** Called by the poller on the bare thread, hence the way through the inbox. */
  void wakeAll(EventLoop loop) {
    List<Future<@Nullable Void>> woken = List.copyOf(waiters);
    waiters.clear();
    loop.callSoonThreadsafe(() -> woken.forEach(IdleWaiters::wake));
  }

  private static void wake(Future<@Nullable Void> waiter) {
    if (!waiter.done()) {
      waiter.setResult(null);
    }
  }
}
