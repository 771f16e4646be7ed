package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/**
 * Cancelling the head of a chain of awaiting tasks: the request goes down to the last one, the
 * unwinding comes up.
 */
public final class CancelChainOfTasks extends Scenario {

  private void link(int n) {
    try {
      if (n == 3) {
        sleep(seconds(10.0));
      } else {
        createTask(() -> link(n + 1)).await();
      }
    } finally {
      print("link", n, "requests", currentTask().cancelling());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> head = createTask(() -> link(1));
          sleep(seconds(0.5));
          head.cancel();
          Asyncio.wait(List.of(head));
          print("head cancelled", head.cancelled());
        });
  }
}
