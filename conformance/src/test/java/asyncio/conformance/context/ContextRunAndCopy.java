package asyncio.conformance.context;

import static asyncio.Asyncio.copyContext;

import asyncio.conformance.Scenario;
import asyncio.context.Context;
import asyncio.context.ContextVar;

/** Code that is called in a context keeps its changes there; a context cannot be entered twice. */
public final class ContextRunAndCopy extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private String change(String value) {
    String before = VAR.get();
    VAR.set(value);
    return before;
  }

  @Override
  protected void main() throws Exception {
    Context context = copyContext();
    print(
        context.call(() -> change("one")),
        context.call(() -> change("two")),
        context.get(VAR),
        "outside",
        VAR.get());
    Context copy = context.copy();
    copy.call(() -> change("in the copy"));
    print(context.get(VAR), "/", copy.get(VAR), context.size() == copy.size());
    context.run(() -> again(context));
  }

  private void again(Context context) {
    try {
      context.call(() -> change("nested"));
    } catch (Exception e) {
      print(nameOf(e));
    }
  }
}
