// asCompleted returns at once; each step gives the job that ends next.
// (J3.18, J3.22, J3.23, J3.24, J3.T05)
import static asyncio.Asyncio.*;

import asyncio.task.AsCompleted;
import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() throws Exception {
  List<Coroutine<String>> coroutines = List.of(() -> job(2), () -> job(1), () -> job(3));

  IO.println("a loop over the finished ones:");
  for (Future<String> finished : asCompleted(coroutines)) {
    IO.println(finished.result());
  }

  IO.println("one item, awaited by hand:");
  AsCompleted<String> all = asCompleted(new LinkedHashSet<>(coroutines));
  Awaitable<String> next = all.awaitables().iterator().next(); // does not suspend
  IO.println(next.await());
}

String job(int seconds) {
  sleep(seconds(seconds));
  return "a job of " + seconds + " second(s)";
}
