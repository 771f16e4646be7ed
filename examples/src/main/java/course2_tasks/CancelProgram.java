// Cancels a task of one second after half of it. (J2.21)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  IO.println("main coroutine");
  Task<?> task = createTask(this::work);
  sleep(seconds(0.5));
  boolean wasCancelled = task.cancel();
  IO.println(">was canceled: " + wasCancelled);
  sleep(seconds(0.1));
  IO.println(">canceled: " + task.cancelled());
}

void work() {
  IO.println("executing the task");
  sleep(seconds(1));
}
