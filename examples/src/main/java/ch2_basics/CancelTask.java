// A task that takes too long is cancelled at the fifth look. (L2.11)
// There is a sixth: cancel() only asks, and the task ends when it runs next.
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> longTask = createTask(() -> delay(10));
  int looks = 0;
  while (!longTask.done()) {
    IO.println("Task not finished, checking again in a second.");
    sleep(seconds(1));
    looks++;
    if (looks == 5) {
      longTask.cancel();
    }
  }
  try {
    longTask.await();
  } catch (CancelledError e) {
    IO.println("Our task was cancelled");
  }
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
