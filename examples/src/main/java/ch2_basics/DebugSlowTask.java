// In debug mode the log names a step that took long, and where its task was created. (L2.23)
import static asyncio.Asyncio.*;

import asyncio.task.RunOptions;
import asyncio.task.Task;

void main() {
  run(RunOptions.debugging(), this::program);
}

void program() {
  Task<Long> task = createTask("counter", () -> countFor(millis(200)));
  task.await();
}

/** Keeps the processor busy and never waits. */
long countFor(Duration duration) {
  long start = System.nanoTime();
  long counter = 0;
  while (System.nanoTime() - start < duration.toNanos()) {
    counter++;
  }
  return counter;
}
