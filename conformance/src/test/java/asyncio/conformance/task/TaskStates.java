package asyncio.conformance.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.InvalidStateError;
import asyncio.task.Task;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** A task's done, cancelled, result and exception before, during and after its run. */
public final class TaskStates extends Scenario {

  private Object ask(Supplier<?> what) {
    try {
      return what.get();
    } catch (InvalidStateError | NoSuchElementException e) {
      return nameOf(e);
    }
  }

  private String good() {
    sleep(seconds(1.0));
    return "value";
  }

  private void bad() {
    sleep(seconds(1.0));
    throw new NoSuchElementException("k");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> g = createTask(this::good);
          Task<Void> b = createTask(this::bad);
          for (int i = 0; i < 2; i++) {
            print(g.done(), ask(g::result), ask(g::exception), b.done(), ask(b::result));
            sleep(seconds(0.5));
          }
          sleep(seconds(0.5));
          print(
              g.done(),
              ask(g::result),
              ask(g::exception),
              b.done(),
              ask(b::result),
              b.exception().getMessage());
          print(g.cancelled(), b.cancelled(), g.cancel(), b.cancel(), b.cancelled());
        });
  }
}
