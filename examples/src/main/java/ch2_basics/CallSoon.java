// A plain callback runs as soon as the running coroutine gives way. (L2.22)
import static asyncio.Asyncio.*;

import asyncio.task.EventLoop;

void main() {
  run(this::program);
}

void program() {
  EventLoop loop = getRunningLoop();
  loop.callSoon(() -> IO.println("I'm being called in the future!"));
  delay(1);
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
