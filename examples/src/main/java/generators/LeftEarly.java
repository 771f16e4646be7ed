// Leaving a loop leaves its generator open; try-with-resources closes it at once, and waits for its
// finally blocks.
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncGenerator;

void main() {
  run(this::program);
}

void program() {
  try (var ticks = ticks()) {
    for (int tick : ticks) {
      IO.println("tick " + tick);
      if (tick == 2) {
        break;
      }
    }
  }
  IO.println("after the loop");
}

AsyncGenerator<Integer, ?> ticks() {
  return generator(
      out -> {
        try {
          for (int tick = 1; true; tick++) {
            sleep(seconds(1));
            out.yield(tick);
          }
        } finally {
          sleep(seconds(5));
          IO.println("the clock is put away");
        }
      });
}
