// A task fills a future after five seconds; a helper awaits it. (N03)
import static asyncio.Asyncio.*;

import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  Future<String> future = createFuture();
  createTask(() -> fill(future));
  await(future);
}

void fill(Future<String> future) {
  sleep(seconds(5));
  future.setResult("the value");
}

void await(Future<String> future) {
  IO.println("Waiting for the future");
  IO.println("Future: " + future.await());
}
