// Creating tasks runs nothing; they start in order when their creator awaits. (L2.T03, J2.T01)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<?> first = createTask(() -> IO.println("first task runs"));
  Task<?> second = createTask(() -> IO.println("second task runs"));
  IO.println("both created");
  second.await();
  IO.println("both done: " + first.done() + ", " + second.done());
}
