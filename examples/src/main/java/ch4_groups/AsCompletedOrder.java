// Results are used as they come in, not in the order of the requests. (L4.14, L4.15a, L4.15b)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  List<Coroutine<String>> fetchers = List.of(() -> fetch(10), () -> fetch(1), () -> fetch(1));
  for (Future<String> finished : asCompleted(fetchers)) {
    IO.println(finished.result());
  }
}

/** Stands for a request that takes so many seconds. */
String fetch(int seconds) {
  sleep(seconds(seconds));
  return "200 after " + seconds + " second(s)";
}
