// A calculation that never ends, stopped: its worker is killed, and another takes its place.
// (L2.T14, chapter 6)
// A thread could not be stopped there, as nothing in the calculation asks whether it should be.
import static asyncio.Asyncio.*;

import asyncio.pool.ProcessPool;

void main() {
  run(
      () -> {
        try (var pool = new ProcessPool("endless", 1)) {
          try {
            waitFor(() -> pool.call(() -> countForEver()), seconds(0.5));
          } catch (TimeoutException e) {
            IO.println("stopped");
          }
          IO.println("the next: " + pool.call(() -> 6 * 7));
        }
      });
}

static long countForEver() {
  long count = 0;
  while (count >= 0) {
    count = (count + 1) & Long.MAX_VALUE;
  }
  return count;
}
