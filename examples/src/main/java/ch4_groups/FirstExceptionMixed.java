// Beside the failure, the done set may hold successes. (L4.T15)
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;

void main() {
  run(this::program);
}

void program() {
  List<Task<String>> tasks =
      List.of(
          createTask(() -> succeed(1)), createTask(() -> fail(2)), createTask(() -> succeed(3)));
  WaitResult<String> result = waitUntil(FIRST_EXCEPTION, tasks);
  for (Future<String> done : result.done()) {
    Throwable failure = done.exception();
    IO.println(failure == null ? done.result() : "failed: " + failure.getMessage());
  }
  IO.println("pending: " + result.pending().size());
}

String succeed(int seconds) {
  sleep(seconds(seconds));
  return "succeeded after " + seconds + " second(s)";
}

String fail(int seconds) throws IOException {
  sleep(seconds(seconds));
  throw new IOException("after " + seconds + " second(s)");
}
