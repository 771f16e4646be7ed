package asyncio.conformance.manager;

import static asyncio.Asyncio.exitStack;

import asyncio.conformance.Scenario;
import asyncio.resource.Exit;
import asyncio.resource.ExitStack;
import java.util.NoSuchElementException;

/**
 * In an AsyncExitStack a failure travels outwards: each level sees what the inner ones made of it,
 * and may suppress or replace it.
 */
public final class ManagerExitStackFailures extends Scenario {

  private Exit level(String name, String answer) {
    return failure -> {
      print(name, "sees", failure == null ? null : nameOf(failure));
      if (answer.equals("replace")) {
        throw new NoSuchElementException(name);
      }
      return answer.equals("suppress");
    };
  }

  @Override
  protected void main() {
    run(
        () -> {
          exitStack(
              (ExitStack stack) -> {
                stack.push(level("outermost", "pass"));
                stack.push(level("middle", "suppress"));
                stack.push(level("inner", "replace"));
                stack.push(level("innermost", "pass"));
                throw new IllegalArgumentException("body");
              });
          print("suppressed in the end");
        });
  }
}
