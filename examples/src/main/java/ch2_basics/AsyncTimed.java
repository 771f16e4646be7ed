// A wrapper that says when a coroutine starts, when it ends, and how long it took. (L2.16)
// The value passes through; the last line comes also when the coroutine fails or is cancelled.
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws Exception {
  int value = timed("delay(2)", () -> delay(2));
  IO.println("the value is " + value);

  try {
    timed("fail(1)", () -> fail(1));
  } catch (IOException e) {
    IO.println("it failed: " + e.getMessage());
  }

  Task<Integer> task = createTask(() -> timed("delay(9)", () -> delay(9)));
  sleep(seconds(3));
  task.cancel();
  try {
    task.await();
  } catch (CancelledError e) {
    IO.println("it was cancelled");
  }
}

int delay(int seconds) {
  sleep(seconds(seconds));
  return seconds;
}

int fail(int seconds) throws IOException {
  sleep(seconds(seconds));
  throw new IOException("no such page");
}

<T> T timed(String name, Coroutine<T> coroutine) throws Exception {
  IO.println("starting " + name);
  double start = getRunningLoop().time();
  try {
    return coroutine.await();
  } finally {
    double seconds = getRunningLoop().time() - start;
    IO.println(String.format(Locale.ROOT, "finished %s in %.4f second(s)", name, seconds));
  }
}
