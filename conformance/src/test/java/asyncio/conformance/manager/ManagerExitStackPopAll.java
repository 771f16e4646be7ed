package asyncio.conformance.manager;

import static asyncio.Asyncio.contextManager;
import static asyncio.Asyncio.exitStack;

import asyncio.conformance.Scenario;
import asyncio.resource.ContextManager;
import asyncio.resource.ExitStack;

/**
 * pop_all moves the clean-up to another stack: nothing is undone if all went well, everything if
 * not.
 */
public final class ManagerExitStackPopAll extends Scenario {

  private ContextManager<Void> resource(String name, boolean broken) {
    return contextManager(
        scope -> {
          if (broken) {
            throw new IllegalArgumentException(name);
          }
          print("open", name);
          try {
            scope.yield(null);
          } finally {
            print("close", name);
          }
        });
  }

  private ExitStack openBoth(String first, String second, boolean secondBroken) {
    return exitStack(
        stack -> {
          stack.enter(resource(first, false));
          stack.enter(resource(second, secondBroken));
          return stack.popAll();
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          ExitStack kept = openBoth("a", "b", false);
          print("both are open");
          kept.close();
          try {
            openBoth("c", "d", true);
          } catch (IllegalArgumentException e) {
            print(nameOf(e), e.getMessage());
          }
        });
  }
}
