// A request to cancel interrupts no plain code; the error comes at the next await. (L2.T05)
// Code that awaits no more runs to its end, but the task counts as cancelled, as in Python.
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<?> awaiting = createTask(this::cancelMyselfAndAwait);
  Task<?> neverAwaiting = createTask(this::cancelMyselfAndEnd);
  waitUntil(ALL_COMPLETED, List.of(awaiting, neverAwaiting));
  IO.println("cancelled: " + awaiting.cancelled() + ", " + neverAwaiting.cancelled());
}

void cancelMyselfAndAwait() {
  currentTask().cancel();
  IO.println("first: not interrupted");
  try {
    sleep(seconds(1));
  } catch (CancelledError e) {
    IO.println("first: cancelled where it awaits");
    throw e;
  }
}

void cancelMyselfAndEnd() {
  currentTask().cancel();
  IO.println("second: not interrupted");
}
