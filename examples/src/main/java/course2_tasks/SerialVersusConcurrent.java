// Five jobs of one second: in series, then as tasks; the difference and the ratio. (J2.E1)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  double start = getRunningLoop().time();
  for (int i = 0; i < 5; i++) {
    job();
  }
  double serial = getRunningLoop().time() - start;

  start = getRunningLoop().time();
  List<Task<?>> tasks = new ArrayList<>();
  for (int i = 0; i < 5; i++) {
    tasks.add(createTask(this::job));
  }
  gather(tasks);
  double concurrent = getRunningLoop().time() - start;

  print("in series", serial);
  print("as tasks", concurrent);
  print("difference", serial - concurrent);
  print("ratio", serial / concurrent);
}

void job() {
  sleep(seconds(1));
}

void print(String what, double value) {
  IO.println(String.format(Locale.ROOT, "%s: %.1f", what, value));
}
