// Awaiting a coroutine object through a variable, or at once; or just a call. (J2.04)
import static asyncio.Asyncio.*;

import asyncio.task.CoroutineObject;

void main() {
  run(this::program);
}

void program() throws Exception {
  CoroutineObject<?> later = coroutine(() -> say("through a variable"));
  later.await();
  coroutine(() -> say("at once")).await();
  say("just a call");
}

void say(String text) {
  sleep(seconds(1));
  IO.println(text);
}
