// Timed tasks of two and of three seconds: the program takes as long as the longer one. (L2.17b)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Task;

void main() {
  run(() -> timed("program", this::program));
}

int program() {
  Task<Integer> first = createTask(() -> timed("delay(2)", () -> delay(2)));
  Task<Integer> second = createTask(() -> timed("delay(3)", () -> delay(3)));
  return first.await() + second.await();
}

int delay(int seconds) {
  sleep(seconds(seconds));
  return seconds;
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
