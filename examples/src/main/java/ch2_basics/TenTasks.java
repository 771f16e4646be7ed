// Ten tasks that wait three seconds each still take three seconds together. (L2.T04)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  List<Task<Integer>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    tasks.add(createTask(() -> delay(3)));
  }
  int sum = 0;
  for (Task<Integer> task : tasks) {
    sum += task.await();
  }
  IO.println(sum + " seconds of waiting done");
}

int delay(int seconds) {
  sleep(seconds(seconds));
  return seconds;
}
