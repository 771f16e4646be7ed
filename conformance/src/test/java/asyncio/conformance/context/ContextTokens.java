package asyncio.conformance.context;

import asyncio.conformance.Scenario;
import asyncio.context.ContextVar;
import java.util.NoSuchElementException;

/** set returns a token with which the former state is restored, once. */
public final class ContextTokens extends Scenario {

  @Override
  protected void main() {
    ContextVar<String> var = ContextVar.of("var");
    print(var.get("nothing"));
    try {
      var.get();
    } catch (NoSuchElementException e) {
      print("NoSuchElementException");
    }
    ContextVar.Token<String> one = var.set("one");
    ContextVar.Token<String> two = var.set("two");
    print(var.get(), two.oldValue());
    var.reset(two);
    print(var.get());
    try {
      var.reset(two);
    } catch (IllegalStateException e) {
      print("IllegalStateException on second reset");
    }
    var.reset(one);
    print(var.get("nothing"));
  }
}
