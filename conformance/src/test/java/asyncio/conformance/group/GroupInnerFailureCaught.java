package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;

/**
 * An inner group nested in the body of an outer one: a failure that is caught between them leaves
 * the outer group alone.
 */
public final class GroupInnerFailureCaught extends Scenario {

  private void fails() {
    throw new IllegalArgumentException("inner");
  }

  private String steady() {
    sleep(seconds(1.0));
    return "steady";
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task =
              taskGroup(
                  outer -> {
                    Task<String> steady = outer.createTask(this::steady);
                    try {
                      taskGroup(
                          inner -> {
                            inner.createTask(this::fails);
                          });
                    } catch (ExceptionGroup e) {
                      print("caught between");
                    }
                    sleep(seconds(0.5));
                    return steady;
                  });
          print(task.result(), time());
        });
  }
}
