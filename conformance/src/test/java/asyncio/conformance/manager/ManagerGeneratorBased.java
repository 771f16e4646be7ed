package asyncio.conformance.manager;

import static asyncio.Asyncio.contextManager;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.with;

import asyncio.conformance.Scenario;
import asyncio.resource.ContextManager;
import java.util.NoSuchElementException;

/** A context manager made of a generator: a failure of the body is raised at its yield. */
public final class ManagerGeneratorBased extends Scenario {

  private ContextManager<String> transaction(String name) {
    return contextManager(
        scope -> {
          print("begin", name);
          try {
            scope.yield(name);
          } catch (IllegalArgumentException e) {
            print("rollback", name);
            return;
          }
          sleep(seconds(0.5));
          print("commit", name, time());
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          with(
              transaction("a"),
              name -> {
                print("in", name);
              });
          with(
              transaction("b"),
              (String _) -> {
                throw new IllegalArgumentException("swallowed by the manager");
              });
          try {
            with(
                transaction("c"),
                (String _) -> {
                  throw new NoSuchElementException("passes through");
                });
          } catch (NoSuchElementException e) {
            print(nameOf(e));
          }
        });
  }
}
