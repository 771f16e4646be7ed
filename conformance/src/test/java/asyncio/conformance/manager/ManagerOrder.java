package asyncio.conformance.manager;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.with;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.resource.ContextManager;
import asyncio.task.Action;
import asyncio.task.Task;
import java.util.List;

/**
 * An asynchronous context manager may await while entering and leaving; leaving runs on success,
 * failure and cancellation.
 */
public final class ManagerOrder extends Scenario {

  private final class Scope implements ContextManager<String> {

    @Override
    public String enter() {
      sleep(seconds(0.25));
      return "entered";
    }

    @Override
    public boolean exit(Throwable failure) {
      sleep(seconds(0.25));
      print("left with", failure == null ? null : nameOf(failure), time());
      return false;
    }
  }

  private void use(Action action) {
    with(
        new Scope(),
        value -> {
          print(value);
          action.run();
        });
  }

  private static void fails() {
    throw new IllegalArgumentException("body");
  }

  @Override
  protected void main() {
    run(
        () -> {
          use(() -> sleep(seconds(0.5)));
          try {
            use(ManagerOrder::fails);
          } catch (IllegalArgumentException e) {
            print(nameOf(e), e.getMessage());
          }
          Task<Void> task = createTask(() -> use(() -> sleep(seconds(10.0))));
          sleep(seconds(0.5));
          task.cancel();
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled());
        });
  }
}
