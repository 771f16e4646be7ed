// Looks at the state of tasks while they run, with a limit on each look. (J3.E1)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  List<Task<?>> tasks = new ArrayList<>();
  for (int seconds : List.of(1, 2, 4)) {
    tasks.add(createTask("job of " + seconds + " s", () -> sleep(seconds(seconds))));
  }
  while (!waitUntil(ALL_COMPLETED, tasks, seconds(1.5)).pending().isEmpty()) {
    report(tasks);
  }
  report(tasks);
}

void report(List<Task<?>> tasks) {
  List<String> states = new ArrayList<>();
  for (Task<?> task : tasks) {
    states.add(task.getName() + (task.done() ? ": done" : ": runs"));
  }
  IO.println(String.join(", ", states));
}
