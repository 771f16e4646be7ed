// Tasks take turns only where they wait: two that only calculate run one after the other. (L2.18)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Task;

void main() {
  run(() -> timed("program", this::program));
}

long program() {
  Task<Long> first = createTask(() -> timed("count()", this::count));
  Task<Long> second = createTask(() -> timed("count()", this::count));
  return first.await() + second.await();
}

long count() {
  long counter = 0;
  while (counter < 100_000_000) {
    counter++;
  }
  return counter;
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
