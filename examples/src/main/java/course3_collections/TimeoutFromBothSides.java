// The job that is late sees a cancellation, the waiter a timeout. (J3.T07)
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<?> job = createTask(this::job);
  try {
    waitFor(job, seconds(1));
  } catch (TimeoutException e) {
    IO.println("the waiter sees " + e.getClass().getSimpleName());
  }
}

void job() {
  try {
    sleep(seconds(2));
  } catch (CancelledError e) {
    IO.println("the job sees " + e.getClass().getSimpleName());
    throw e;
  }
}
