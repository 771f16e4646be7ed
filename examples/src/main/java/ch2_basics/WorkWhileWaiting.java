// The main coroutine does something else while two tasks wait. (L2.10a, L2.T02)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> first = createTask(() -> delay(3));
  Task<Integer> second = createTask(() -> delay(3));
  helloEverySecond();
  first.await();
  second.await();
}

void helloEverySecond() {
  for (int i = 0; i < 2; i++) {
    sleep(seconds(1));
    IO.println("I'm running other code while I'm waiting!");
  }
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
