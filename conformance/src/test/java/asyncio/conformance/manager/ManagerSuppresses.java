package asyncio.conformance.manager;

import static asyncio.Asyncio.with;

import asyncio.conformance.Scenario;
import asyncio.resource.ContextManager;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A context manager may suppress the failure of its body or replace it, and one that fails to enter
 * is never left.
 */
public final class ManagerSuppresses extends Scenario {

  private final class Scope implements ContextManager<Void> {

    private final String mode;

    Scope(String mode) {
      this.mode = mode;
    }

    @Override
    public Void enter() {
      if (mode.equals("refuse")) {
        throw new NoSuchElementException("refused");
      }
      return null;
    }

    @Override
    public boolean exit(Throwable failure) {
      print("leaving", mode);
      if (mode.equals("replace")) {
        throw new NoSuchElementException("replaced");
      }
      return mode.equals("suppress");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          for (String mode : List.of("suppress", "replace", "pass", "refuse")) {
            try {
              with(
                  new Scope(mode),
                  (Void _) -> {
                    throw new IllegalArgumentException("body");
                  });
              print("suppressed");
            } catch (IllegalArgumentException | NoSuchElementException e) {
              print(nameOf(e), e.getMessage());
            }
          }
        });
  }
}
