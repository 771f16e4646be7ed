// wait() throws no failure: look at each task and log what went wrong. (L4.18, N13)
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
          createTask(() -> fetch("https://example.com")),
          createTask(() -> fetch("python://example.com")));
  WaitResult<Integer> result = waitUntil(ALL_COMPLETED, fetchers);
  IO.println("Done task count: " + result.done().size());
  IO.println("Pending task count: " + result.pending().size());
  for (Future<Integer> done : result.done()) {
    if (done.exception() == null) {
      IO.println(done.result());
    } else {
      log.log(System.Logger.Level.ERROR, "Request got an exception", done.exception());
    }
  }
}

/** Stands for a request that takes two seconds. */
int fetch(String url) {
  if (!url.startsWith("https:")) {
    throw new IllegalArgumentException("not a web address: " + url);
  }
  sleep(seconds(2));
  return 200;
}
