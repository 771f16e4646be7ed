// What result() and exception() do with a task that failed, was cancelled, or is not done.
// (J2.13, J2.14, J2.15, J2.16, J2.18, J2.19)
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.InvalidStateError;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<String> good = createTask(() -> "fine");
  Task<String> failed = createTask(this::fail);
  Task<String> cancelled = createTask(() -> sleep(seconds(1), "never"));
  Task<String> unfinished = createTask(() -> sleep(seconds(9), "late"));
  cancelled.cancel();
  sleep(seconds(1));

  describe("good", good);
  describe("failed", failed);
  describe("cancelled", cancelled);
  describe("unfinished", unfinished);
  if (!cancelled.cancelled()) {
    IO.println(cancelled.result());
  }
}

void describe(String name, Task<String> task) {
  IO.println(name + " result: " + textOf(task::result));
  IO.println(name + " exception: " + textOf(task::exception));
}

Object textOf(Supplier<?> query) {
  try {
    return query.get();
  } catch (IllegalStateException e) {
    return "throws " + e.getMessage();
  } catch (CancelledError | InvalidStateError e) {
    return "throws " + e.getClass().getSimpleName();
  }
}

String fail() {
  throw new IllegalStateException("the task's own failure");
}
