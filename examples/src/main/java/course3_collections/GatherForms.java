// The forms of gather: several coroutines, a list of them, and the group as a future.
// (J3.01, J3.02, J3.03, J3.04, J3.05)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  IO.println("two: " + gather(() -> job(1), () -> job(2)));

  List<Coroutine<Integer>> list = List.of(() -> job(3), () -> job(4));
  IO.println("a list: " + gather(list)); // Python needs gather(*list)

  Future<List<Integer>> group = gatherFuture(() -> job(5), () -> job(6));
  IO.println("the group is done: " + group.done());
  IO.println("awaited: " + group.await());
}

int job(int number) {
  IO.println("job " + number);
  sleep(seconds(1));
  return number;
}
