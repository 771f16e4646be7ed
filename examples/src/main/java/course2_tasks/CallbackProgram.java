// A callback that reports that its task is done. (J2.26)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  IO.println("main coroutine");
  Task<?> task = createTask(this::work);
  task.addDoneCallback(done -> IO.println("Task callback done: " + done.done()));
  task.await();
}

void work() {
  IO.println("executing the task");
  sleep(seconds(1));
}
