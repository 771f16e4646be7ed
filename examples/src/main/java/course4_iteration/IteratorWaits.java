// A loop takes its steps one after the other; another task's loop goes on meanwhile.
// (J4.02, J4.T03)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;

void main() {
  run(() -> gather(() -> traverse("first"), () -> traverse("second")));
}

void traverse(String name) {
  for (int value : new Counter()) {
    IO.println(name + " loop: " + value);
  }
}

static class Counter implements AsyncIterator<Integer> {

  private int value;

  @Override
  public Integer anext() {
    if (value == 3) {
      throw new StopAsyncIteration();
    }
    sleep(seconds(1));
    value++;
    return value;
  }
}
