// A limit on asCompleted() leaves the late ones running, and does not say which they are.
// (L4.16, L4.T12, N.T12)
import static asyncio.Asyncio.*;

import asyncio.task.Awaitable;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws Exception {
  currentTask().setName("main");
  List<Task<Integer>> fetchers =
      List.of(
          createTask("fetch 1", () -> fetch(1)),
          createTask("fetch 2", () -> fetch(10)),
          createTask("fetch 3", () -> fetch(10)));
  for (Awaitable<Integer> next : asCompleted(fetchers, seconds(2)).awaitables()) {
    try {
      IO.println(next.await());
    } catch (TimeoutException e) {
      IO.println("We got a timeout error!");
    }
  }
  for (Task<?> task : allTasks()) {
    IO.println("still alive: " + task.getName());
  }
}

/** Stands for a request that takes so many seconds. */
int fetch(int seconds) {
  sleep(seconds(seconds));
  return 200;
}
