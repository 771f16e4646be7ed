// A program with a process pool, whose classes exist in memory only; for RunningTest.
import static asyncio.Asyncio.*;

import asyncio.pool.ProcessPool;

record Words(String first, String second) implements java.io.Serializable {}

static Words swap(Words words) {
  return new Words(words.second(), words.first());
}

void main() {
  run(
      () -> {
        try (var pool = new ProcessPool("words", 1)) {
          Words words = new Words("world", "hello");
          IO.println(pool.call(() -> swap(words)));
          pool.call(
              () -> {
                IO.println("printed by a worker: ä");
                return 0;
              });
        }
      });
}
