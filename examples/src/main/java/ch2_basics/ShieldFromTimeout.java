// The timeout cancels the shield only: the task goes on and can be awaited again. (L2.13, L2.T07)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> task = createTask(() -> delay(10));
  try {
    int result = waitFor(shield(task), seconds(5));
    IO.println(result);
  } catch (TimeoutException e) {
    IO.println("Task took longer than five seconds, it will finish soon!");
    int result = task.await();
    IO.println(result);
  }
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
