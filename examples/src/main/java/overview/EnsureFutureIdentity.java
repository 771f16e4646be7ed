// ensureFuture returns a future or a task unchanged, and wraps a coroutine. (N.T06)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Future;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Future<String> future = createFuture();
  Task<String> task = createTask(() -> "from a task");
  Coroutine<String> coroutine = () -> "from a coroutine";

  IO.println("a future, unchanged: " + (ensureFuture(future) == future));
  IO.println("a task, unchanged: " + (ensureFuture(task) == task));
  Future<String> wrapped = ensureFuture(coroutine);
  IO.println("a coroutine, as a task: " + (wrapped instanceof Task) + ", " + wrapped.await());
}
