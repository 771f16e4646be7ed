package asyncio.testing;

import asyncio.task.EventLoop;

/** Where the chances of a run come from. */
record Seed(long value) {

  static Seed of(EventLoop loop) {
    return loop.service(Seed.class, _ -> new Seed(0));
  }
}
