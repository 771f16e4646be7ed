// wait() returns two sets, the done and the pending; by default when all are done. (L4.17)
// Imported statically, Asyncio.wait hides behind Object.wait: waitUntil is the same.
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;

void main() {
  run(this::program);
}

void program() {
  List<Task<Integer>> fetchers = List.of(createTask(() -> fetch(1)), createTask(() -> fetch(2)));
  WaitResult<Integer> result = waitUntil(ALL_COMPLETED, fetchers);
  IO.println("Done task count: " + result.done().size());
  IO.println("Pending task count: " + result.pending().size());
  for (Future<Integer> done : result.done()) {
    IO.println(done.await());
  }
}

/** Stands for a request that takes so many seconds. */
int fetch(int seconds) {
  sleep(seconds(seconds));
  return 200;
}
