// Returns with the first failure; then the pending ones are cancelled by hand. (L4.19, L4.T17)
import static asyncio.Asyncio.*;

import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;

final System.Logger log = System.getLogger("example");

void main() {
  run(this::program);
}

void program() {
  List<Task<Integer>> fetchers =
      List.of(
          createTask(() -> fetch("python://bad.com")),
          createTask(() -> fetch("https://example.com")),
          createTask(() -> fetch("https://example.com")));
  WaitResult<Integer> result = waitUntil(FIRST_EXCEPTION, fetchers);
  IO.println("Done task count: " + result.done().size());
  IO.println("Pending task count: " + result.pending().size());
  for (Future<Integer> done : result.done()) {
    log.log(System.Logger.Level.ERROR, "Request got an exception", done.exception());
  }
  for (Future<Integer> pending : result.pending()) {
    pending.cancel();
  }
  for (Future<Integer> ended : waitUntil(ALL_COMPLETED, result.pending()).done()) {
    IO.println("cancelled: " + ended.cancelled());
  }
}

/** Stands for a request that takes three seconds. */
int fetch(String url) {
  if (!url.startsWith("https:")) {
    throw new IllegalArgumentException("not a web address: " + url);
  }
  sleep(seconds(3));
  return 200;
}
