package asyncio.conformance.loop;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;

/**
 * runUntilComplete runs the loop until the given coroutine or future is done, and gives its
 * outcome; other tasks stay pending.
 */
public final class LoopRunUntilComplete extends Scenario {

  private String job(String n, double delay) {
    sleep(seconds(delay));
    print("job", n);
    return n;
  }

  private void fails() {
    throw new IllegalArgumentException("failed");
  }

  @Override
  protected void main() {
    EventLoop loop = newEventLoop();
    Task<String> other = loop.createTask(() -> job("other", 2.0));
    print(loop.runUntilComplete(() -> job("main", 0.5)), loop.time(), other.done());
    try {
      loop.runUntilComplete(Coroutine.of(this::fails));
    } catch (IllegalArgumentException e) {
      print("IllegalArgumentException", e.getMessage());
    }
    print(loop.runUntilComplete(other), loop.time());
    print(loop.isRunning(), loop.isClosed());
    loop.close();
    print(loop.isClosed());
  }
}
