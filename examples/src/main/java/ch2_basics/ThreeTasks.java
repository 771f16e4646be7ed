// Three tasks wait at the same time: three seconds, not nine. (L2.09)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> first = createTask(() -> delay(3));
  Task<Integer> second = createTask(() -> delay(3));
  Task<Integer> third = createTask(() -> delay(3));

  first.await();
  second.await();
  third.await();
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
