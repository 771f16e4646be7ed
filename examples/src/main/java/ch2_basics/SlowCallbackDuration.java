// What debug mode calls slow: here only steps of more than a quarter of a second. (L2.24)
import static asyncio.Asyncio.*;

import asyncio.task.RunOptions;

void main() {
  run(RunOptions.debugging(), this::program);
}

void program() {
  getRunningLoop().setSlowCallbackDuration(millis(250));
  createTask("short", () -> countFor(millis(110))).await();
  createTask("long", () -> countFor(millis(300))).await();
}

/** Keeps the processor busy and never waits. */
long countFor(Duration duration) {
  long start = System.nanoTime();
  long counter = 0;
  while (System.nanoTime() - start < duration.toNanos()) {
    counter++;
  }
  long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
  IO.println(currentTask().getName() + " took " + millis + " ms");
  return counter;
}
