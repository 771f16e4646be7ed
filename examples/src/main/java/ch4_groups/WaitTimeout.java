// When the time is over, wait() says what is done; it neither throws nor cancels.
// (L4.22, L4.T13)
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;

void main() {
  run(this::program);
}

void program() {
  List<Task<Integer>> fetchers =
      List.of(
          createTask(() -> fetch(0.1)), createTask(() -> fetch(0.1)), createTask(() -> fetch(3)));
  WaitResult<Integer> result = waitUntil(ALL_COMPLETED, fetchers, seconds(1));
  IO.println("Done task count: " + result.done().size());
  IO.println("Pending task count: " + result.pending().size());
  for (Future<Integer> done : result.done()) {
    IO.println(done.result());
  }
  for (Future<Integer> pending : result.pending()) {
    IO.println("not cancelled: " + pending.await());
  }
}

/** Stands for a request that takes so many seconds. */
int fetch(double seconds) {
  sleep(seconds(seconds));
  return 200;
}
