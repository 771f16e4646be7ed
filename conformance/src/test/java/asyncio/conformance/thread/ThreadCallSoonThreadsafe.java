package asyncio.conformance.thread;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import asyncio.conformance.RealTimeScenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * callSoonThreadsafe wakes a loop that is waiting, and keeps the order of calls from one thread; on
 * a closed loop it is refused.
 */
public final class ThreadCallSoonThreadsafe extends RealTimeScenario {

  private void worker(EventLoop loop, Future<Void> done) {
    LockSupport.parkNanos(MILLISECONDS.toNanos(50)); // by then the loop waits
    for (int i = 0; i < 3; i++) {
      int n = i;
      loop.callSoonThreadsafe(() -> print("call", n));
    }
    loop.callSoonThreadsafe(() -> done.setResult(null));
  }

  private EventLoop program() throws TimeoutException, InterruptedException {
    EventLoop loop = getRunningLoop();
    Future<Void> done = createFuture();
    double started = time();
    Thread thread = Thread.ofPlatform().start(() -> worker(loop, done));
    try {
      waitFor(done, seconds(30));
    } finally {
      thread.join();
    }
    print("woken early", time() - started < 5);
    return loop;
  }

  @Override
  protected void main() {
    EventLoop loop = run(this::program);
    try {
      loop.callSoonThreadsafe(() -> print("never printed"));
    } catch (IllegalStateException e) {
      print("IllegalStateException");
    }
  }
}
