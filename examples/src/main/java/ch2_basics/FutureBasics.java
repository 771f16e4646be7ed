// A future is a box for a value that comes later. (L2.14)
import static asyncio.Asyncio.*;

import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  Future<Integer> future = createFuture();
  IO.println("Is my future done? " + future.done());
  future.setResult(42);
  IO.println("Is my future done? " + future.done());
  IO.println("What is the result of my future? " + future.result());
}
