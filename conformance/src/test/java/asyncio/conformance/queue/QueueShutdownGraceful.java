package asyncio.conformance.queue;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.queue.QueueShutDown;
import asyncio.task.Action;

/** After shutdown nothing can be put, what is inside can still be taken, then get fails too. */
public final class QueueShutdownGraceful extends Scenario {

  private void attempt(String label, Action action) throws Exception {
    try {
      action.run();
    } catch (QueueShutDown e) {
      print(label, "QueueShutDown");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>();
          queue.putNowait("a");
          queue.putNowait("b");
          queue.shutdown();
          attempt("put", () -> queue.put("c"));
          for (int i = 0; i < 3; i++) {
            attempt("get", () -> print("get", queue.get()));
          }
          attempt("put_nowait", () -> queue.putNowait("d"));
        });
  }
}
