// A task that waits has to wait for the calculations before it, too, before it starts. (L2.19)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Task;

void main() {
  run(() -> timed("program", this::program));
}

long program() {
  Task<Long> first = createTask(() -> timed("count()", this::count));
  Task<Long> second = createTask(() -> timed("count()", this::count));
  Task<Integer> third = createTask(() -> timed("delay(4)", () -> delay(4)));
  return first.await() + second.await() + third.await();
}

long count() {
  long counter = 0;
  while (counter < 100_000_000) {
    counter++;
  }
  return counter;
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
