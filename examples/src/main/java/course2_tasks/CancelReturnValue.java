// cancel() says whether the request was made: not on a task that is done. (J2.20)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<?> live = createTask(() -> sleep(seconds(1)));
  IO.println("a live task: " + live.cancel());

  Task<Integer> finished = createTask(() -> 42);
  finished.await();
  IO.println("a finished task: " + finished.cancel());
  IO.println("its state is unchanged: " + finished.cancelled() + ", " + finished.result());
}
