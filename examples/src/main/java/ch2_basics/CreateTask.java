// createTask() returns at once; the task runs when its creator awaits. (L2.08a)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> sleepForThree = createTask(() -> delay(3));
  IO.println(sleepForThree.getClass().getSimpleName());
  int result = sleepForThree.await();
  IO.println(result);
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
