// Without a failure, FIRST_EXCEPTION waits for all. (L4.T14)
import static asyncio.Asyncio.*;

import asyncio.task.Task;
import asyncio.task.WaitResult;

void main() {
  run(this::program);
}

void program() {
  List<Task<Integer>> tasks =
      List.of(createTask(() -> sleep(seconds(1), 1)), createTask(() -> sleep(seconds(2), 2)));
  WaitResult<Integer> result = waitUntil(FIRST_EXCEPTION, tasks);
  IO.println("done " + result.done().size() + ", pending " + result.pending().size());
}
