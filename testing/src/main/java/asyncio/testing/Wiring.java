package asyncio.testing;

import asyncio.spi.Poller;
import asyncio.spi.TurnOrder;
import asyncio.task.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * A new loop of the kit with what it waits on.
 *
 * @param channels its real sockets
 * @param abort how another thread ends a run
 */
record Wiring(EventLoop loop, Poller poller, WatchedChannels channels, Abort abort) {

  static Wiring of(TimeMode mode, @Nullable TurnOrder order) {
    return switch (mode) {
      case REAL -> RealTime.wire(order);
      case AUTO_JUMP -> VirtualTime.create().wire(order);
      case MANUAL -> VirtualTime.manual().wire(order);
    };
  }

  /** Any thread: ends the run with an error, at once or when the loop next looks. */
  void end(Error reason) {
    abort.set(reason);
    poller.wakeup();
  }
}
