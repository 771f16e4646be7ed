// Coroutines, tasks and futures are awaitables: what takes one takes all. A task is a future.
// (L2.T10, J2.T02, J3.T01, L4.T08)
import static asyncio.Asyncio.*;

import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.Future;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Coroutine<String> coroutine = () -> sleep(seconds(1), "from a coroutine");
  Task<String> task = createTask(() -> sleep(seconds(2), "from a task"));
  Future<String> future = createFuture();
  getRunningLoop().callLater(seconds(3), () -> future.setResult("from a future"));

  List<Awaitable<String>> mixed = List.of(coroutine, task, future);
  for (String result : gather(mixed)) {
    IO.println(result);
  }
  Future<String> taskAsFuture = task;
  IO.println("a task is a future: " + taskAsFuture.done());
}
