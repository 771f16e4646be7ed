// The mistake: the second wait is for the whole list again, not for what is pending. (N14)
// It returns at once, and reports the finished task a second time. WaitLoop has it right.
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  List<Task<?>> tasks = new ArrayList<>();
  for (int seconds : List.of(1, 2, 3)) {
    tasks.add(createTask("fetch " + seconds, () -> sleep(seconds(seconds))));
  }
  for (int round = 1; round <= 2; round++) {
    waitUntil(FIRST_COMPLETED, tasks);
    for (Task<?> task : tasks) {
      if (task.done()) {
        IO.println("round " + round + " reports " + task.getName());
      }
    }
  }
}
