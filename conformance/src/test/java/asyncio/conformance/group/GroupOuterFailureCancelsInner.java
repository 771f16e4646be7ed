package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * A failure in the outer group reaches the body of the inner one as a cancellation, not as a
 * failure.
 */
public final class GroupOuterFailureCancelsInner extends Scenario {

  private void fails() {
    sleep(seconds(0.5));
    throw new IllegalArgumentException("outer");
  }

  private void runInner() {
    List<Task<Void>> tasks = new ArrayList<>();
    try {
      taskGroup(
          inner -> {
            tasks.add(inner.createTask(() -> sleep(seconds(10.0))));
          });
    } catch (CancelledError e) {
      print("inner: CancelledError", tasks.getFirst().cancelled());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                outer -> {
                  outer.createTask(this::fails);
                  runInner();
                });
          } catch (ExceptionGroup e) {
            print(
                "outer: ExceptionGroup",
                e.exceptions().size(),
                e.exceptions().getFirst().getMessage());
          }
        });
  }
}
