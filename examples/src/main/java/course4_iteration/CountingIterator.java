// An iterator whose steps take a second each, in a plain for-each. (J4.01, J4.06, J4.08)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;

void main() {
  run(this::program);
}

void program() {
  for (int value : new Counter()) { // suspends at each step
    IO.println(value);
  }
}

static class Counter implements AsyncIterator<Integer> {

  private int value;

  @Override
  public Integer anext() {
    if (value == 10) {
      throw new StopAsyncIteration(); // ends the loop, quietly
    }
    sleep(seconds(1));
    value++;
    return value;
  }
}
