package asyncio.conformance.eager;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/**
 * An eager task that fails before it suspends is simply a finished failed task; one that suspended
 * can be cancelled.
 */
public final class EagerFailureAndCancel extends Scenario {

  private void fails() {
    throw new IllegalArgumentException("at once");
  }

  private void waits() {
    try {
      sleep(seconds(10.0));
    } finally {
      print("unwinds");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().setTaskFactory(Task::createEager);
          Task<Void> task = createTask(this::fails);
          print("created", task.done(), task.exception().getMessage());
          Task<Void> w = createTask(this::waits);
          w.cancel();
          Asyncio.wait(List.of(w));
          print("cancelled", w.cancelled());
        });
  }
}
