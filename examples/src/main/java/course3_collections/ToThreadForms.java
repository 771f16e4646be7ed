// A blocking call in a thread: awaited, or as a task beside other work. (J3.26, J3.27, J3.T06)
// For calls that wait for something; calculations gain nothing from this pool in Python.
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  IO.println(toThread(() -> blockingJob("first")));

  Task<String> task = createTask(() -> toThread(() -> blockingJob("second")));
  IO.println("not blocked");
  IO.println(task.await());
}

String blockingJob(String name) throws InterruptedException {
  Thread.sleep(100);
  return name + " done outside of the loop: " + (currentLoopOrNull() == null);
}

Object currentLoopOrNull() {
  try {
    return getRunningLoop();
  } catch (IllegalStateException e) {
    return null;
  }
}
