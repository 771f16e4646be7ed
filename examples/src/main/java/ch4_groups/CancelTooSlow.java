// Which one was too slow? A task can be found among the pending ones. (L4.24)
// With bare coroutines it could not (L4.23); wait() takes only futures, so that does not compile.
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> apiA = createTask(() -> fetch(0.5));
  Task<Integer> apiB = createTask(() -> fetch(10));
  WaitResult<Integer> result = waitUntil(ALL_COMPLETED, List.of(apiA, apiB), seconds(1));
  for (Future<Integer> pending : result.pending()) {
    if (pending == apiB) {
      IO.println("API B too slow, cancelling");
      pending.cancel();
    }
  }
  waitUntil(ALL_COMPLETED, List.of(apiB));
  IO.println("A: " + apiA.result() + ", B cancelled: " + apiB.cancelled());
}

/** Stands for a request that takes so many seconds. */
int fetch(double seconds) {
  sleep(seconds(seconds));
  return 200;
}
