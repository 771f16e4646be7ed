// Callbacks get the task when it has ended, in whatever way, in the order of their registration.
// (J2.24, J2.25)
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Consumer<Future<?>> removed = task -> IO.println("never called");
  for (Task<?> task : List.of(createTask(this::work), createTask(this::fail), cancelledTask())) {
    task.addDoneCallback(done -> IO.println("first callback: " + howItEnded(done)));
    task.addDoneCallback(removed);
    task.addDoneCallback(done -> IO.println("second callback"));
    task.removeDoneCallback(removed);
  }
  sleep(seconds(2));
}

String howItEnded(Future<?> task) {
  if (task.cancelled()) {
    return "cancelled";
  }
  return task.exception() == null ? "success" : "failure";
}

void work() {
  sleep(seconds(1));
}

void fail() {
  throw new IllegalStateException("the task's own failure");
}

Task<?> cancelledTask() {
  Task<?> task = createTask(this::work);
  task.cancel();
  return task;
}
