// The pitfall: each task is awaited before the next one is created, so nothing overlaps. (L4.07)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;

void main() {
  run(() -> timed("program", this::program));
}

List<Integer> program() {
  return Stream.of(3, 3, 3)
      .map(seconds -> createTask(() -> timed("delay", () -> delay(seconds))).await())
      .toList();
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
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
