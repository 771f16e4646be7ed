// Three ways to the value of a task. (J2.11, J2.12, J2.17)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> task = createTask(() -> sleep(seconds(1), 42));
  IO.println("by await: " + task.await());
  IO.println("by method: " + task.result());

  Task<?> withoutValue = createTask(() -> sleep(seconds(1)));
  if (!withoutValue.done()) {
    withoutValue.await();
  }
  IO.println("without a value: " + withoutValue.result());
}
