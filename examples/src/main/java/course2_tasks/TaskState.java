// done() is true however a task has ended; cancelled() only if a request took effect.
// (J2.09, J2.10)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<?> returning = createTask(() -> sleep(seconds(1)));
  Task<?> failing = createTask(this::fail);
  Task<?> cancelled = createTask(() -> sleep(seconds(1)));
  IO.println("scheduled: " + returning.done());
  sleep(seconds(0.5));
  IO.println("running: " + returning.done());
  cancelled.cancel();
  sleep(seconds(1));
  IO.println("returned: " + returning.done() + ", " + returning.cancelled());
  IO.println("failed with " + failing.exception().getMessage() + ": " + failing.done());
  IO.println("cancelled: " + cancelled.done() + ", " + cancelled.cancelled());
}

void fail() {
  throw new IllegalStateException("a reason");
}
