// A callback on a future, filled after one second. (N04)
import static asyncio.Asyncio.*;

import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  Future<String> future = createFuture();
  future.addDoneCallback(done -> IO.println("Future done. Result: " + done.result()));
  createTask(() -> fill(future));
  sleep(seconds(2));
}

void fill(Future<String> future) {
  sleep(seconds(1));
  future.setResult("Future result");
}
