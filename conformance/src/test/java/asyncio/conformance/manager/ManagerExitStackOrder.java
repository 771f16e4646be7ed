package asyncio.conformance.manager;

import static asyncio.Asyncio.contextManager;
import static asyncio.Asyncio.exitStack;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.resource.ContextManager;

/** An AsyncExitStack leaves what was entered and runs what was pushed in reverse order. */
public final class ManagerExitStackOrder extends Scenario {

  private ContextManager<String> scope(String name) {
    return contextManager(
        scope -> {
          print("enter", name);
          try {
            scope.yield(name);
          } finally {
            sleep(seconds(0.25));
            print("leave", name, time());
          }
        });
  }

  private void goodbye(String name) {
    print("goodbye", name);
  }

  @Override
  protected void main() {
    run(
        () -> {
          exitStack(
              stack -> {
                print(stack.enter(scope("a")));
                stack.callback(() -> print("plain callback"));
                stack.callback(() -> goodbye("b"));
                stack.enter(scope("c"));
                print("body");
              });
          print("end");
        });
  }
}
