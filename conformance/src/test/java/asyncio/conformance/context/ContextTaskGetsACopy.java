package asyncio.conformance.context;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.context.ContextVar;
import asyncio.task.Task;

/**
 * A task runs in a copy of its creator's context: it sees what was set before, its own changes stay
 * inside.
 */
public final class ContextTaskGetsACopy extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private void child(String name) {
    print(name, "sees", VAR.get());
    VAR.set(name);
    sleep(seconds(0.5));
    print(name, "has", VAR.get());
  }

  @Override
  protected void main() {
    run(
        () -> {
          print("main", VAR.get());
          VAR.set("main");
          Task<Void> a = createTask(() -> child("a"));
          VAR.set("changed after creation");
          Task<Void> b = createTask(() -> child("b"));
          a.await();
          b.await();
          print("main", VAR.get());
        });
  }
}
