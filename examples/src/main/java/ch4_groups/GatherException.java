// The first failure comes out of gather() at once. (L4.12)
// gather() cancels nothing: the good request ends because run() cancels what is left.
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;

void main() {
  try {
    run(() -> timed("program", this::program));
  } catch (IllegalArgumentException e) {
    IO.println("the program failed: " + e.getMessage());
  }
}

List<Integer> program() {
  return gather(
      () -> timed("good request", () -> fetch("https://example.com")),
      () -> timed("bad request", () -> fetch("python://example.com")));
}

/** Stands for a request that takes two seconds. */
int fetch(String url) {
  if (!url.startsWith("https:")) {
    throw new IllegalArgumentException("not a web address: " + url);
  }
  sleep(seconds(2));
  return 200;
}

<T> T timed(String name, Coroutine<T> coroutine) throws Exception {
  IO.println("starting " + name);
  double start = getRunningLoop().time();
  try {
    return coroutine.await();
  } finally {
    double seconds = getRunningLoop().time() - start;
    IO.println(String.format(Locale.ROOT, "finished %s in %.4f second(s)", name, seconds));
  }
}
