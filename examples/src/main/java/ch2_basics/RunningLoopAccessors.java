// Inside, the running loop can be asked for; outside there is none, and no task can be made.
// (L2.T17, J2.T04)
import static asyncio.Asyncio.*;

import asyncio.task.EventLoop;

void main() {
  tryIt("getRunningLoop", () -> getRunningLoop());
  tryIt("getEventLoop", () -> getEventLoop());
  tryIt("createTask", () -> createTask(() -> IO.println("never")));
  run(() -> IO.println("inside, both are the same: " + (getRunningLoop() == getEventLoop())));

  try (EventLoop loop = newEventLoop()) {
    setEventLoop(loop);
    IO.println("the one that was set: " + (getEventLoop() == loop));
    setEventLoop(null);
  }
}

void tryIt(String what, Runnable call) {
  try {
    call.run();
  } catch (IllegalStateException e) {
    IO.println("outside, " + what + " is refused");
  }
}
