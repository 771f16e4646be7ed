// Random durations and random failures, consumed in three ways. (J3.E2)
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;

final Random random = new Random();

void main() {
  run(() -> report("first completed", waitUntil(FIRST_COMPLETED, tenTasks())));
  run(() -> report("first exception", waitUntil(FIRST_EXCEPTION, tenTasks())));
  run(this::asTheyComplete);
}

void asTheyComplete() {
  int failed = 0;
  int succeeded = 0;
  for (Future<Double> finished : asCompleted(tenTasks())) {
    if (finished.exception() == null) {
      succeeded++;
    } else {
      failed++;
    }
  }
  IO.println("as completed: done " + (succeeded + failed) + ", failed " + failed + ", pending 0");
}

void report(String what, WaitResult<Double> result) {
  long failed = result.done().stream().filter(task -> task.exception() != null).count();
  IO.println(
      what
          + ": done "
          + result.done().size()
          + ", failed "
          + failed
          + ", pending "
          + result.pending().size());
}

List<Task<Double>> tenTasks() {
  List<Task<Double>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    tasks.add(createTask(this::job));
  }
  return tasks;
}

double job() throws IOException {
  double seconds = random.nextDouble();
  sleep(seconds(seconds));
  if (random.nextInt(4) == 0) {
    throw new IOException("bad luck");
  }
  return seconds;
}
