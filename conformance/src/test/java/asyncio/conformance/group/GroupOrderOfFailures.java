package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import java.util.NoSuchElementException;

/**
 * The ExceptionGroup holds failures in the order in which they happened, also those thrown while
 * being cancelled.
 */
public final class GroupOrderOfFailures extends Scenario {

  private void fails(String name, double delay) {
    sleep(seconds(delay));
    throw new IllegalArgumentException(name);
  }

  private void failsOnCancel() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      sleep(seconds(0.5));
      throw new NoSuchElementException("while cancelled", e);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                group -> {
                  group.createTask(this::failsOnCancel);
                  group.createTask(() -> fails("b", 1.0));
                  group.createTask(() -> fails("a", 1.0));
                });
          } catch (ExceptionGroup e) {
            for (Throwable failure : e.exceptions()) {
              print(nameOf(failure), failure.getMessage());
            }
          }
        });
  }
}
