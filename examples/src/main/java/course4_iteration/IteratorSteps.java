// Single steps: making an iterator runs nothing, anext takes one step, a default replaces the end.
// (J4.03, J4.04, J4.05, J4.T04)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Counter counter = new Counter();
  IO.println("made");

  Task<Integer> step = createTask(() -> anext(counter)); // a step to be awaited later
  IO.println("in two steps: " + step.await());
  IO.println("at once: " + anext(counter));

  for (int value : counter) {
    IO.println("the loop goes on with " + value);
  }
  IO.println("at the end: " + anext(counter, -1));
  try {
    anext(counter);
  } catch (StopAsyncIteration end) {
    IO.println("without a default the end is an exception");
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
