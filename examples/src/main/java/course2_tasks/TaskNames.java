// Names for tasks: at creation, later, and by default Task-1, Task-2, … (J2.27, J2.28, J2.29)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<?> task = createTask("MyTask", () -> sleep(seconds(1)));
  IO.println(task.getName());
  task.setName("NewName");
  IO.println(task.getName());
  Task<?> unnamed = createTask(() -> sleep(seconds(1)));
  IO.println("a default name: " + unnamed.getName().matches("Task-\\d+"));
}
