// A loop of one's own, closed whatever happens. (L2.21, N.T05)
import static asyncio.Asyncio.*;

import asyncio.task.EventLoop;

void main() {
  try (EventLoop loop = newEventLoop()) {
    loop.runUntilComplete(loop.createTask(this::program));
  }
}

void program() {
  sleep(seconds(1));
}
