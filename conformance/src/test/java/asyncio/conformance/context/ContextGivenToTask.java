package asyncio.conformance.context;

import static asyncio.Asyncio.copyContext;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.context.Context;
import asyncio.context.ContextVar;
import asyncio.task.Coroutine;
import asyncio.task.TaskOptions;

/** A task that is given a context runs in it, not in a copy: its changes stay there. */
public final class ContextGivenToTask extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private void step(String value) {
    print("sees", VAR.get());
    VAR.set(value);
  }

  @Override
  protected void main() {
    run(
        () -> {
          Context shared = copyContext();
          shared.run(() -> VAR.set("prepared"));
          createTask(TaskOptions.in(shared), () -> step("one")).await();
          createTask(TaskOptions.in(shared), () -> step("two")).await();
          print("shared", shared.get(VAR), "main", VAR.get());
          taskGroup(
              group -> {
                group.createTask(Coroutine.of(() -> step("three")), TaskOptions.in(shared));
              });
          print("shared", shared.get(VAR), "main", VAR.get());
        });
  }
}
