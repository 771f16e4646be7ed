// Python has two kinds of loops and of with-blocks, and mixing them up is an error. Here one kind
// serves what suspends and what does not. (J4.T02, J4.T05)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;

void main() {
  run(this::program);
}

void program() {
  print(List.of(1, 2));
  print(slowNumbers());
  use("quick resource", () -> IO.println("closed"));
  use("slow resource", this::closeSlowly);
}

void print(Iterable<Integer> numbers) {
  for (int number : numbers) {
    IO.println(number);
  }
}

AsyncIterator<Integer> slowNumbers() {
  return generator(
      out -> {
        sleep(seconds(1));
        out.yield(3);
        sleep(seconds(1));
        out.yield(4);
      });
}

/** A resource without a checked exception. */
interface Resource extends AutoCloseable {
  @Override
  void close();
}

void use(String name, Resource resource) {
  try (resource) {
    IO.println("using a " + name);
  }
}

void closeSlowly() {
  sleep(seconds(1));
  IO.println("closed slowly");
}
