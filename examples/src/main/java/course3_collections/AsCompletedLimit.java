// With a limit: caught inside the loop, once for each late job; caught around it, once.
// (J3.19, J3.20, J3.21)
import static asyncio.Asyncio.*;

import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.Future;

void main() {
  run(this::tryInside);
  run(this::tryAround);
}

void tryInside() throws Exception {
  for (Awaitable<String> next : asCompleted(jobs(), seconds(10)).awaitables()) {
    try {
      IO.println(next.await());
    } catch (TimeoutException e) {
      IO.println("timeout inside the loop");
    }
  }
}

void tryAround() {
  try {
    for (Future<String> finished : asCompleted(jobs(), seconds(10))) {
      IO.println(finished.result());
    }
  } catch (TimeoutException e) {
    IO.println("timeout around the loop");
  }
}

List<Coroutine<String>> jobs() {
  return List.of(() -> job(5), () -> job(20), () -> job(30));
}

String job(int seconds) {
  sleep(seconds(seconds));
  return "a job of " + seconds + " second(s)";
}
