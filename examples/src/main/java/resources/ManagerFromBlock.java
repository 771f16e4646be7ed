// A context manager as one piece of code: before the yield it enters, after it it leaves, and the
// failure of the block comes out of the yield.
import static asyncio.Asyncio.*;

import asyncio.resource.ContextManager;

void main() {
  run(this::program);
}

void program() {
  int length =
      with(
          connection("first"),
          name -> {
            IO.println("using " + name);
            return name.length();
          });
  IO.println("the block returned " + length);

  with(
      connection("second"),
      name -> {
        fail("no answer from " + name);
      });
  IO.println("the failure was swallowed");
}

void fail(String message) {
  throw new IllegalStateException(message);
}

ContextManager<String> connection(String name) {
  return contextManager(
      scope -> {
        sleep(seconds(1));
        IO.println("connected: " + name);
        try {
          scope.yield(name);
        } catch (IllegalStateException e) {
          IO.println("logged: " + e.getMessage()); // not thrown again, and so swallowed
        } finally {
          sleep(seconds(1));
          IO.println("disconnected: " + name);
        }
      });
}
