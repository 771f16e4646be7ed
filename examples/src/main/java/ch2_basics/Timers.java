// The loop calls back at given times: in the order of the times, never too early. (L2.T16)
import static asyncio.Asyncio.*;

import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;

void main() {
  run(this::program);
}

void program() {
  EventLoop loop = getRunningLoop();
  loop.callLater(seconds(2), () -> IO.println("after two seconds"));
  loop.callAt(loop.time() + 1.5, () -> IO.println("after one and a half"));
  loop.callLater(seconds(1), () -> IO.println("after one second"));
  TimerHandle cancelled = loop.callLater(seconds(0.5), () -> IO.println("never"));
  cancelled.cancel();
  sleep(seconds(3));
}
