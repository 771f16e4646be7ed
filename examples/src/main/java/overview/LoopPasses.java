// The ready queue is first in, first out; what a callback adds runs in the next pass.
// (L1.T08, N.T04, N.T07, N.T08)
import static asyncio.Asyncio.*;

import asyncio.task.EventLoop;

void main() {
  run(this::program);
}

void program() {
  EventLoop loop = getRunningLoop();
  loop.callSoon(
      () -> {
        IO.println("first callback");
        loop.callSoon(() -> IO.println("added by the first, next pass"));
      });
  loop.callSoon(() -> IO.println("second callback"));
  createTask(
      () -> {
        IO.println("a task's first step");
        sleep(seconds(0));
        IO.println("its second step, next pass");
      });
  sleep(seconds(0));
  IO.println("main again, next pass");
  sleep(seconds(0));
}
