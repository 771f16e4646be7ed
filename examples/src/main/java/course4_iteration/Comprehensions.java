// What Python writes as a comprehension is a stream here: a list, a set, a map, a choice.
// (J4.07, J4.17, J4.T01)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;

void main() {
  run(this::program);
}

void program() {
  IO.println(numbers().stream().toList());
  IO.println(numbers().stream().map(number -> number % 3).collect(Collectors.toSet()));
  IO.println(numbers().stream().collect(Collectors.toMap(key -> key, value -> value * value)));
  IO.println(numbers().stream().filter(number -> number % 2 == 1).map(this::square).toList());
}

AsyncIterator<Integer> numbers() {
  return generator(
      out -> {
        for (int i = 0; i < 10; i++) {
          sleep(seconds(0.1));
          out.yield(i);
        }
      });
}

/** What a stream calls may suspend as well. */
int square(int number) {
  sleep(seconds(1));
  return number * number;
}
