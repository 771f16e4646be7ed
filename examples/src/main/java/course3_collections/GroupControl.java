// The group future takes callbacks and can be cancelled, which cancels every member. (J3.T02)
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> first = createTask(() -> sleep(seconds(1), 1));
  Task<Integer> second = createTask(() -> sleep(seconds(3), 2));
  Future<List<Integer>> group = gatherFuture(first, second);
  group.addDoneCallback(done -> IO.println("the callback of the group"));
  sleep(seconds(2));
  IO.println("the group is done: " + group.done());
  group.cancel();
  try {
    group.await();
  } catch (CancelledError e) {
    IO.println("the group was cancelled");
  }
  IO.println("first: " + first.result() + ", second cancelled: " + second.cancelled());
}
