// A generator is a piece of code that yields: no class, no state to keep. (J4.12, J4.13, J4.16,
// J4.18)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;

void main() {
  run(this::program);
}

void program() {
  for (int value : numbers()) {
    IO.println(value);
  }
}

AsyncIterator<Integer> numbers() {
  return generator(
      out -> {
        for (int i = 0; i < 10; i++) {
          sleep(seconds(1));
          out.yield(i);
        }
      });
}
