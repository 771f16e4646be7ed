// What suspends can be used in coroutines only; elsewhere it says so. (J4.T07)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;

void main() {
  try {
    count();
  } catch (IllegalStateException e) {
    IO.println("refused outside of run");
  }
  run(this::count);
}

void count() {
  for (int number : numbers()) {
    IO.println(number);
  }
}

AsyncIterator<Integer> numbers() {
  return generator(
      out -> {
        sleep(seconds(1));
        out.yield(1);
      });
}
