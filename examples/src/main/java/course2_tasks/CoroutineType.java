// The type of a coroutine object; it runs once, and never after close(). (J2.01, J2.02)
import static asyncio.Asyncio.*;

import asyncio.task.CoroutineObject;

void main() {
  run(this::program);
}

void program() throws Exception {
  CoroutineObject<String> first = coroutine(() -> "a value");
  IO.println(first.getClass());
  IO.println(first.await());
  tryToAwait(first);

  CoroutineObject<String> second = coroutine(() -> "another value");
  second.close();
  tryToAwait(second);
}

void tryToAwait(CoroutineObject<String> coroutine) throws Exception {
  try {
    IO.println(coroutine.await());
  } catch (IllegalStateException e) {
    IO.println("used up");
  }
}
