package asyncio.conformance.context;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.context.ContextVar;
import asyncio.task.Coroutine;

/**
 * A coroutine that is called directly, or given to waitFor, shares its caller's context; one that
 * becomes a task does not.
 */
public final class ContextAwaitShares extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private void change(String value) {
    VAR.set(value);
  }

  @Override
  protected void main() {
    run(
        () -> {
          change("awaited");
          print(VAR.get());
          createTask(() -> change("task")).await();
          print(VAR.get());
          gather(() -> change("gather"));
          print(VAR.get());
          waitFor(() -> change("wait_for"), seconds(1.0));
          print(VAR.get());
          shield(Coroutine.of(() -> change("shield"))).await();
          print(VAR.get());
        });
  }
}
