// Two sources as one, each item as it comes; and a source that must not be silent for too long.
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.AsyncIterators;

void main() {
  run(this::program);
}

void program() {
  try (var merged = AsyncIterators.merge(reports("north", 2, 2), reports("south", 3))) {
    merged.forEach(IO::println);
  }
  try {
    AsyncIterators.timeoutEach(reports("east", 1, 10), seconds(5)).forEach(IO::println);
  } catch (Exception e) {
    IO.println(e.getClass().getSimpleName());
  }
}

/** A report after each of these delays. */
AsyncIterator<String> reports(String name, int... delays) {
  return generator(
      out -> {
        for (int delay : delays) {
          sleep(seconds(delay));
          out.yield(name + " after " + delay + " s");
        }
      });
}
