package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.ExceptionGroup;

/**
 * A failure in an inner group arrives in the outer one as an ExceptionGroup inside an
 * ExceptionGroup.
 */
public final class GroupNested extends Scenario {

  private void fails() {
    sleep(seconds(0.5));
    throw new IllegalArgumentException("deep");
  }

  private void inner() {
    taskGroup(
        group -> {
          group.createTask(this::fails);
        });
  }

  private void sibling() {
    try {
      sleep(seconds(10.0));
    } finally {
      print("sibling unwinds", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                outer -> {
                  outer.createTask(this::inner);
                  outer.createTask(this::sibling);
                });
          } catch (ExceptionGroup e) {
            ExceptionGroup first = (ExceptionGroup) e.exceptions().getFirst();
            print(
                e.exceptions().size(),
                nameOf(first),
                first.exceptions().size(),
                first.exceptions().getFirst().getMessage());
          }
        });
  }
}
