// Ten tasks sleep for random fractions of a second and report. (J3.13)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

final Random random = new Random();

void main() {
  run(this::program);
}

void program() {
  List<Task<?>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    int number = i;
    tasks.add(createTask(() -> task(number)));
  }
  waitUntil(ALL_COMPLETED, tasks);
  IO.println("All done");
}

void task(int number) {
  double value = random.nextDouble();
  sleep(seconds(value));
  IO.println(">task " + number + " done with " + value);
}
