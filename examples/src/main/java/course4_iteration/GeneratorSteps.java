// A generator's body begins with the first step, and stands still between the steps.
// (J4.14, J4.15)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;

void main() {
  run(this::program);
}

void program() {
  AsyncIterator<Integer> numbers = numbers();
  IO.println("made");
  IO.println("got " + anext(numbers));
  sleep(seconds(10)); // the body does not go on by itself
  IO.println("got " + createTask(() -> anext(numbers)).await());
}

AsyncIterator<Integer> numbers() {
  return generator(
      out -> {
        for (int i = 0; i < 10; i++) {
          IO.println("computing " + i);
          sleep(seconds(1));
          out.yield(i);
        }
      });
}
