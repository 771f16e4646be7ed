package asyncio.conformance.context;

import static asyncio.Asyncio.createTask;

import asyncio.conformance.Scenario;
import asyncio.context.ContextVar;

/** A token cannot be used in another context than the one in which it was made. */
public final class ContextTokenOfOtherContext extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private void child(ContextVar.Token<String> token) {
    try {
      VAR.reset(token);
    } catch (IllegalArgumentException e) {
      print("IllegalArgumentException in the child, which sees", VAR.get());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          ContextVar.Token<String> token = VAR.set("main");
          createTask(() -> child(token)).await();
          VAR.reset(token);
          print("main", VAR.get());
        });
  }
}
