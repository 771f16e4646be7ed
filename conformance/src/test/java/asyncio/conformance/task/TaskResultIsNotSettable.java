package asyncio.conformance.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;

/** Nobody but its coroutine can complete a task. */
public final class TaskResultIsNotSettable extends Scenario {

  private void attempt(String label, Runnable action) {
    try {
      action.run();
    } catch (IllegalStateException e) {
      print(label, "refused with IllegalStateException");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(() -> sleep(seconds(0.5), "own value"));
          attempt("set_result", () -> task.setResult("1"));
          attempt("set_exception", () -> task.setException(new IllegalArgumentException()));
          print(task.await());
        });
  }
}
