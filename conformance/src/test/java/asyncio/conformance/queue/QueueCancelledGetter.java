package asyncio.conformance.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/**
 * A cancelled getter loses no item, even if one was put for it in the same tick: the next getter
 * takes it.
 */
public final class QueueCancelledGetter extends Scenario {

  private void getter(String name, Queue<String> queue) {
    try {
      print(name, "got", queue.get());
    } catch (CancelledError cancelled) {
      print(name, "cancelled");
      throw cancelled;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>();
          Task<Void> a = createTask(() -> getter("a", queue));
          Task<Void> b = createTask(() -> getter("b", queue));
          sleep(seconds(0.5));
          queue.putNowait("item");
          a.cancel();
          Asyncio.wait(List.of(a, b));
          print("size", queue.qsize());
        });
  }
}
