package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/**
 * A task that cancels itself and returns without another await ends as cancelled: its result is
 * lost.
 */
public final class CancelSelfAndReturn extends Scenario {

  private String returns() {
    currentTask().cancel("on the way out");
    return "lost";
  }

  private String raises() {
    currentTask().cancel("on the way out");
    throw new IllegalArgumentException("kept");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> a = createTask(this::returns);
          Task<String> b = createTask(this::raises);
          Asyncio.wait(List.of(a, b));
          print("returns: cancelled", a.cancelled());
          print("raises: cancelled", b.cancelled(), b.exception().getMessage());
        });
  }
}
