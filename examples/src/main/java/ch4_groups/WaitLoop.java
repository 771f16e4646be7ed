// Waits again for what is pending, until nothing is: each task is reported once. (L4.21, N14)
// Waiting for the whole list again would report the finished ones again.
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;

void main() {
  run(() -> waitForAll(List.of(fetchTask(1), fetchTask(2), fetchTask(3))));
  IO.println("three that end together:");
  run(() -> waitForAll(List.of(fetchTask(1), fetchTask(1), fetchTask(1))));
}

void waitForAll(Collection<? extends Future<Integer>> pending) {
  while (!pending.isEmpty()) {
    WaitResult<Integer> result = waitUntil(FIRST_COMPLETED, pending);
    IO.println("Done task count: " + result.done().size());
    IO.println("Pending task count: " + result.pending().size());
    for (Future<Integer> done : result.done()) {
      IO.println(done.result());
    }
    pending = result.pending();
  }
}

Task<Integer> fetchTask(int seconds) {
  return createTask(() -> fetch(seconds));
}

/** Stands for a request that takes so many seconds. */
int fetch(int seconds) {
  sleep(seconds(seconds));
  return 200;
}
