// The same two calculations on one loop, in threads and in worker processes. (L1.T09, L2.T14,
// chapter 6)
// On one loop the second waits for the first, and so does everything else. Threads and processes
// share the load: with two processors it takes the time of the longer one. Unlike in Python,
// threads are as fast as processes; processes can also be killed, and have a memory of their own.
// fib(41) takes most of the time, so two workers need at least 62 % of the time of one.
import static asyncio.Asyncio.*;

import asyncio.pool.ProcessPool;
import asyncio.pool.ThreadPool;

static int position = Integer.getInteger("position", 40);

void main() {
  run(
      () -> {
        timed("one loop", () -> gather(() -> fibonacci(position), () -> fibonacci(position + 1)));
        timed("threads", this::inThreads);
        timed("processes", this::inProcesses);
      });
}

List<Long> inThreads() {
  try (var pool = new ThreadPool("fibonacci", 2)) {
    return gather(
        () -> pool.call(() -> fibonacci(position)), () -> pool.call(() -> fibonacci(position + 1)));
  }
}

/** What a lambda captures travels with it: a local variable does, a static one does not. */
List<Long> inProcesses() {
  int first = position;
  int second = position + 1;
  try (var pool = new ProcessPool("fibonacci", 2)) {
    return gather(
        () -> pool.call(() -> fibonacci(first)), () -> pool.call(() -> fibonacci(second)));
  }
}

/** Static: as a method of the program's object it would capture that object. */
static long fibonacci(int position) {
  return position < 2 ? position : fibonacci(position - 1) + fibonacci(position - 2);
}

void timed(String how, Callable<List<Long>> calculation) throws Exception {
  long start = System.nanoTime();
  List<Long> numbers = calculation.call();
  double seconds = (System.nanoTime() - start) / 1e9;
  IO.println(String.format(Locale.ROOT, "%s: %s in %.2f s", how, numbers, seconds));
}
