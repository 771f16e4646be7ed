// Ten fetch tasks, all awaited with wait. (N12)
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  List<Task<Integer>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    tasks.add(createTask(this::fetch));
  }
  for (Future<Integer> done : waitUntil(ALL_COMPLETED, tasks).done()) {
    IO.println(done.result());
  }
}

/** Stands for a request. */
int fetch() {
  sleep(seconds(0.82));
  return 200;
}
