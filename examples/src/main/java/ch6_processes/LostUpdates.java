// A number that two processes raise. (L1.T05, L1.T09, chapter 6)
// Each reads it, adds one and writes it back. Without a lock the other one writes in between, and
// its update is lost; with a lock between processes, or in one atomic step, none is.
import static asyncio.Asyncio.*;

import asyncio.pool.ProcessPool;
import asyncio.pool.SerializableCallable;
import asyncio.shared.ProcessLock;
import asyncio.shared.SharedCounter;

void main() throws IOException {
  try (var counter = SharedCounter.create();
      var lock = ProcessLock.create();
      var pool = new ProcessPool("count", 2)) {
    run(
        () -> {
          twice("without a lock", pool, counter, () -> raise(counter, 500_000));
          twice("with a lock", pool, counter, () -> raiseLocked(counter, lock, 2_000));
          twice("in one step", pool, counter, () -> raiseAtOnce(counter, 500_000));
        });
  }
}

void twice(
    String how, ProcessPool pool, SharedCounter counter, SerializableCallable<Integer> code) {
  counter.set(0);
  List<Integer> times = gather(() -> pool.call(code), () -> pool.call(code));
  IO.println(how + ": " + counter.get() + " of " + (times.get(0) + times.get(1)));
}

static int raise(SharedCounter counter, int times) {
  for (int i = 0; i < times; i++) {
    counter.set(counter.get() + 1);
  }
  return times;
}

static int raiseLocked(SharedCounter counter, ProcessLock lock, int times) throws IOException {
  for (int i = 0; i < times; i++) {
    try (var _ = lock.hold()) {
      counter.set(counter.get() + 1);
    }
  }
  return times;
}

static int raiseAtOnce(SharedCounter counter, int times) {
  for (int i = 0; i < times; i++) {
    counter.increment();
  }
  return times;
}
