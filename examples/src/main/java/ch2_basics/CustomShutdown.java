// Whoever owns the loop may let the remaining tasks finish instead of cancelling them. (L2.T15)
import static asyncio.Asyncio.*;

import asyncio.task.EventLoop;
import asyncio.task.Task;

void main() {
  try (EventLoop loop = newEventLoop()) {
    loop.runUntilComplete(loop.createTask(this::program));
    for (Task<?> task : loop.allTasks()) {
      IO.println("waiting for " + task.getName());
      loop.runUntilComplete(task);
    }
  }
}

void program() {
  createTask("backup", () -> workFor(2));
  createTask("report", () -> workFor(3));
  sleep(seconds(1));
  IO.println("program done");
}

void workFor(int seconds) {
  sleep(seconds(seconds));
  IO.println(currentTask().getName() + " done");
}
