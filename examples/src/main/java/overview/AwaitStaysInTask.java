// Awaiting a coroutine makes no task: it runs inside the caller's own. (N.T01, N.T02)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws Exception {
  Task<?> caller = currentTask();
  Coroutine<Task<?>> coroutine = () -> currentTask();
  IO.println("awaited: the same task is " + (coroutine.await() == caller));
  IO.println("as a task: the same task is " + (createTask(coroutine).await() == caller));
}
