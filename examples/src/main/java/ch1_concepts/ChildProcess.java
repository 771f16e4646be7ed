// A function that runs in a child process, which tells its number and its parent's. (L1.04)
// The program waits for the child; if it were killed, the child would end as well.
import static asyncio.Asyncio.*;

import asyncio.pool.ProcessPool;
import asyncio.task.Task;

void main() {
  try (var pool = new ProcessPool("child", 1)) {
    run(
        () -> {
          Task<Integer> child = createTask(() -> pool.call(() -> hello()));
          IO.println("Hello from parent process " + ProcessHandle.current().pid());
          child.await();
        });
  }
}

static int hello() {
  IO.println("Hello from child process " + ProcessHandle.current().pid());
  return 0;
}
