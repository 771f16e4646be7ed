// waitFor() gives a task one second and then cancels it. (L2.12, L2.T06)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> delayTask = createTask(() -> delay(2));
  try {
    int result = waitFor(delayTask, seconds(1));
    IO.println(result);
  } catch (TimeoutException e) {
    IO.println("Got a timeout!");
    IO.println("Was the task cancelled? " + delayTask.cancelled());
  }
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
