package asyncio.conformance.gather;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/** Cancelling the task that awaits a gather cancels the children before it unwinds itself. */
public final class GatherAwaiterCancelled extends Scenario {

  private void job(int n) {
    try {
      sleep(seconds(10.0));
    } finally {
      print("job", n, "cancelled");
    }
  }

  private void outer() {
    try {
      gather(() -> job(1), () -> job(2));
    } finally {
      print("outer unwinds");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::outer);
          sleep(seconds(0.5));
          task.cancel();
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled());
        });
  }
}
