package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Handle;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A callback can still cancel one that is to run later in the same iteration, whether soon or
 * timer.
 */
public final class OrderHandleCancelledInSameIteration extends Scenario {

  private final Queue<Handle> handles = new ArrayDeque<>();

  private void killer(String label) {
    print(label);
    handles.remove().cancel();
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callSoon(() -> killer("soon killer"));
          handles.add(loop.callSoon(() -> print("victim 1")));
          loop.callSoon(() -> print("bystander"));
          sleep(seconds(0));
          loop.callLater(seconds(0.5), () -> killer("timer killer"));
          handles.add(loop.callLater(seconds(0.5), () -> print("victim 2")));
          sleep(seconds(1.0));
          print("left", handles.size());
        });
  }
}
