// The cure: one pass creates all tasks, a second one awaits them. (L4.08, L4.T07)
// It is still stuck behind the slowest, and a failure of the first would hide the other results;
// gather, asCompleted and wait do better.
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Task;

void main() {
  run(() -> timed("program", this::program));
}

List<Integer> program() {
  IO.println("hello 1");
  List<Task<Integer>> tasks =
      Stream.of(3, 3, 3)
          .map(seconds -> createTask(() -> timed("delay", () -> delay(seconds))))
          .toList();
  IO.println("hello 2");
  List<Integer> results = tasks.stream().map(task -> task.await()).toList();
  IO.println("hello 3");
  return results;
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}

<T> T timed(String name, Coroutine<T> coroutine) throws Exception {
  IO.println("starting " + name);
  double start = getRunningLoop().time();
  try {
    return coroutine.await();
  } finally {
    double seconds = getRunningLoop().time() - start;
    IO.println(String.format(Locale.ROOT, "finished %s in %.4f second(s)", name, seconds));
  }
}
