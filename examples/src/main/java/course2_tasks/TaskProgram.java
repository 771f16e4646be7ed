// Makes a task of a coroutine and awaits it. (J2.06, J2.07, J2.08)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  IO.println("main coroutine");
  Task<?> task = createTask(this::work);
  task.await();
}

void work() {
  IO.println("executing the task");
  sleep(seconds(1));
}
