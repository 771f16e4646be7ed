// Ten timed fetches at once. (N08)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;

void main() {
  run(() -> timed("program", this::program));
}

List<Integer> program() {
  Coroutine<Integer> request = () -> timed("fetch", this::fetch);
  List<Integer> statuses = gather(Collections.nCopies(10, request));
  IO.println(statuses);
  return statuses;
}

/** Stands for a request. */
int fetch() {
  sleep(seconds(0.82));
  return 200;
}

<T> T timed(String name, Coroutine<T> coroutine) throws Exception {
  double start = getRunningLoop().time();
  T result = coroutine.await();
  double seconds = getRunningLoop().time() - start;
  IO.println(String.format(Locale.ROOT, "Function %s took %.4f", name, seconds));
  return result;
}
