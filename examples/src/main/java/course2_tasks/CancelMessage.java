// A message goes with the request, to the task and to whoever awaits it. (J2.23)
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<?> task = createTask(this::work);
  sleep(seconds(0.5));
  task.cancel("no longer needed");
  try {
    task.await();
  } catch (CancelledError e) {
    IO.println("outside: " + e.getMessage());
  }
}

void work() {
  try {
    sleep(seconds(1));
  } catch (CancelledError e) {
    IO.println("inside: " + e.getMessage());
    throw e;
  }
}
