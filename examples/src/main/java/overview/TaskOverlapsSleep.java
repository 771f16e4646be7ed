// A task of four seconds and a sleep of three overlap: four seconds. (N01)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  double start = getRunningLoop().time();
  Task<?> task = createTask(this::longJob);
  sleep(seconds(3));
  task.await();
  double end = getRunningLoop().time();
  IO.println(String.format(Locale.ROOT, "It took %.4f seconds", end - start));
}

void longJob() {
  sleep(seconds(4));
}
