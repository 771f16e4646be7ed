// A failure is thrown where its item is awaited; the others still come. (L4.T11)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  List<Coroutine<Integer>> fetchers = List.of(() -> fetch(3), () -> fetch(-1), () -> fetch(1));
  for (Future<Integer> finished : asCompleted(fetchers)) {
    try {
      IO.println(finished.await());
    } catch (IllegalArgumentException e) {
      IO.println("failed: " + e.getMessage());
    }
  }
}

int fetch(int seconds) {
  if (seconds < 0) {
    throw new IllegalArgumentException("no such page");
  }
  sleep(seconds(seconds));
  return 200;
}
