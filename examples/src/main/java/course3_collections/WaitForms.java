// The forms of wait on ten tasks that end after 0, 1, … 9 seconds; number 5 fails.
// (J3.07, J3.08, J3.09, J3.10, J3.11, J3.12, J3.T03)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Task;
import asyncio.task.WaitResult;

void main() {
  run(() -> report("default", waitUntil(ALL_COMPLETED, tenTasks())));
  run(() -> report("first completed", waitUntil(FIRST_COMPLETED, tenTasks())));
  run(() -> report("first exception", waitUntil(FIRST_EXCEPTION, tenTasks())));
  run(() -> report("three seconds", waitUntil(ALL_COMPLETED, tenTasks(), seconds(3.5))));
  run(() -> report("a set", waitUntil(ALL_COMPLETED, new LinkedHashSet<>(tenTasks()))));
  run(this::waitLater);
}

/** The wait itself as a coroutine: nothing happens until it is awaited. */
void waitLater() throws Exception {
  List<Task<Integer>> tasks = tenTasks();
  Coroutine<WaitResult<Integer>> later = () -> waitUntil(ALL_COMPLETED, tasks);
  IO.println("not waiting yet");
  report("later", later.await());
}

void report(String what, WaitResult<Integer> result) {
  long failed = result.done().stream().filter(task -> task.exception() != null).count();
  IO.println(
      what
          + ": done "
          + result.done().size()
          + " (failed "
          + failed
          + "), pending "
          + result.pending().size());
}

List<Task<Integer>> tenTasks() {
  List<Task<Integer>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    int number = i;
    tasks.add(createTask(() -> task(number)));
  }
  return tasks;
}

int task(int number) {
  sleep(seconds(number));
  if (number == 5) {
    throw new IllegalStateException("task 5 fails");
  }
  return number;
}
