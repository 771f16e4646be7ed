package asyncio.conformance.future;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * A future or task can be awaited any number of times: the same value, the same exception object.
 */
public final class FutureAwaitTwice extends Scenario {

  private void fails() {
    throw new IllegalArgumentException("once");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(() -> sleep(seconds(0.5), "value"));
          print(task.await(), task.await(), task.await());
          Task<Void> bad = createTask(this::fails);
          List<IllegalArgumentException> caught = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            try {
              bad.await();
            } catch (IllegalArgumentException e) {
              caught.add(e);
              print("caught", e.getMessage());
            }
          }
          print(caught.get(0) == caught.get(1), caught.get(0) == bad.exception());
        });
  }
}
