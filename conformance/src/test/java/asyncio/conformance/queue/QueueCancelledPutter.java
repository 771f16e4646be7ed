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

/** A cancelled putter puts nothing, and its turn goes to the next putter. */
public final class QueueCancelledPutter extends Scenario {

  private void putter(String name, Queue<String> queue) {
    try {
      queue.put(name);
      print(name, "put");
    } catch (CancelledError cancelled) {
      print(name, "cancelled");
      throw cancelled;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>(1);
          queue.putNowait("start");
          Task<Void> a = createTask(() -> putter("a", queue));
          Task<Void> b = createTask(() -> putter("b", queue));
          sleep(seconds(0.5));
          print("got", queue.getNowait());
          a.cancel();
          Asyncio.wait(List.of(a, b));
          print("got", queue.getNowait(), "size", queue.qsize());
        });
  }
}
