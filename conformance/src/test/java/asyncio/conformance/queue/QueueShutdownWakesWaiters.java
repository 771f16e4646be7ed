package asyncio.conformance.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.queue.QueueShutDown;
import asyncio.task.Action;
import asyncio.task.Task;
import java.util.List;

/** Shutdown wakes everybody who waits: getters of an empty queue, putters of a full one. */
public final class QueueShutdownWakesWaiters extends Scenario {

  private void attempt(String label, Action action) throws Exception {
    try {
      action.run();
    } catch (QueueShutDown e) {
      print(label, "QueueShutDown", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var empty = new Queue<String>();
          var full = new Queue<String>(1);
          full.putNowait("kept");
          List<Task<Void>> tasks =
              List.of(
                  createTask(() -> attempt("get 1", empty::get)),
                  createTask(() -> attempt("get 2", empty::get)),
                  createTask(() -> attempt("put 1", () -> full.put("x"))),
                  createTask(() -> attempt("put 2", () -> full.put("y"))));
          sleep(seconds(0.5));
          empty.shutdown();
          full.shutdown();
          gather(tasks);
          print(full.getNowait(), full.qsize());
        });
  }
}
