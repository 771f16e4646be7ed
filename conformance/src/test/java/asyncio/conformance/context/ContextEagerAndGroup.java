package asyncio.conformance.context;

import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.context.ContextVar;
import asyncio.task.Coroutine;
import asyncio.task.TaskOptions;
import java.time.Duration;

/** Each task of a group has its own copy of the context, also under eager start. */
public final class ContextEagerAndGroup extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private void child(String value) {
    print(value, "sees", VAR.get());
    VAR.set(value);
    sleep(Duration.ZERO);
    print(value, "has", VAR.get());
  }

  @Override
  protected void main() {
    run(
        () -> {
          VAR.set("main");
          taskGroup(
              group -> {
                group.createTask(() -> child("a"));
                group.createTask(Coroutine.of(() -> child("b")), TaskOptions.eager());
                print("main has", VAR.get());
              });
        });
  }
}
