// Ten fetches in the order in which they end; then with a limit of two seconds. (N10, N11)
import static asyncio.Asyncio.*;

import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.Future;

void main() {
  run(this::all);
  run(this::withinTwoSeconds);
}

void all() {
  for (Future<String> finished : asCompleted(tenFetches())) {
    IO.println(finished.result());
  }
}

void withinTwoSeconds() throws Exception {
  for (Awaitable<String> next : asCompleted(tenFetches(), seconds(2)).awaitables()) {
    try {
      IO.println(next.await());
    } catch (TimeoutException e) {
      IO.println("Timeout happened");
    }
  }
}

/** Stands for ten requests; the first takes longest. */
List<Coroutine<String>> tenFetches() {
  List<Coroutine<String>> fetches = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    double seconds = 3 - i * 0.3;
    fetches.add(() -> sleep(seconds(seconds), "200"));
  }
  return fetches;
}
