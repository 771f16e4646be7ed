// A timing wrapper that prints only after success. (N07)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;

void main() {
  run(this::program);
}

void program() throws Exception {
  timed("work", () -> sleep(seconds(1), "done"));
  try {
    timed("fail", this::fail);
  } catch (IllegalStateException e) {
    IO.println("failed, and no time was printed");
  }
}

String fail() {
  throw new IllegalStateException("a reason");
}

<T> T timed(String name, Coroutine<T> coroutine) throws Exception {
  double start = getRunningLoop().time();
  T result = coroutine.await();
  double seconds = getRunningLoop().time() - start;
  IO.println(String.format(Locale.ROOT, "Function %s took %.4f", name, seconds));
  return result;
}
