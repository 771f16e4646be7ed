package asyncio.testing;

import asyncio.spi.TurnOrder;
import asyncio.task.EventLoop;
import org.jspecify.annotations.Nullable;

/** Where the chances of a run come from; 0 stands for asyncio's own order. */
record Seed(long value) {

  static Seed of(EventLoop loop) {
    return loop.service(Seed.class, _ -> new Seed(0));
  }

  /** The seed of a schedule, or 0 if nothing decides about turns. */
  static Seed behind(@Nullable TurnOrder order) {
    return new Seed(order instanceof Schedule schedule ? schedule.seed() : 0);
  }

  @Override
  public String toString() {
    return "the schedule of seed " + value;
  }
}
