package asyncio.conformance.loop;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Task;

/**
 * A loop stopped before the awaited future is done: runUntilComplete throws, and the task can be
 * finished later.
 */
public final class LoopStoppedBeforeCompletion extends Scenario {

  private String job() {
    sleep(seconds(1.0));
    return "value";
  }

  @Override
  protected void main() {
    EventLoop loop = newEventLoop();
    Task<String> task = loop.createTask(this::job);
    loop.callLater(seconds(0.5), loop::stop);
    try {
      loop.runUntilComplete(task);
    } catch (IllegalStateException e) {
      print("IllegalStateException", loop.time(), task.done());
    }
    print(loop.runUntilComplete(task), loop.time());
    loop.close();
  }
}
