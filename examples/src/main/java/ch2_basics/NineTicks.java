// The other work takes longer than the tasks, which end on their own meanwhile. (L2.10b)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> first = createTask(() -> delay(3));
  Task<Integer> second = createTask(() -> delay(3));
  for (int i = 0; i < 9; i++) {
    sleep(seconds(1));
    IO.println("I'm running other code while I'm waiting!");
  }
  first.await();
  second.await();
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
