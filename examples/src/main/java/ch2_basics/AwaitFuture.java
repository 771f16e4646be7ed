// A plain method returns a future that a task in the background will fill. (L2.15)
import static asyncio.Asyncio.*;

import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  Future<Integer> future = makeRequest();
  IO.println("Is the future done? " + future.done());
  int value = future.await();
  IO.println("Is the future done? " + future.done());
  IO.println(value);
}

Future<Integer> makeRequest() {
  Future<Integer> future = createFuture();
  createTask(() -> setFutureValue(future));
  return future;
}

void setFutureValue(Future<Integer> future) {
  sleep(seconds(1));
  future.setResult(42);
}
