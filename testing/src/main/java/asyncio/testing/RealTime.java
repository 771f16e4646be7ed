package asyncio.testing;

import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.ReadyListener;
import asyncio.spi.TurnOrder;
import asyncio.spi.Watch;
import asyncio.task.EventLoop;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** Waits as any loop does, on the system's clock, and tells when the loop is idle. */
final class RealTime implements Poller {

  private final WatchedChannels channels = new WatchedChannels();
  private final IdleWaiters idleWaiters = new IdleWaiters();
  private final Abort abort = new Abort();
  private final EventLoop loop;

  private RealTime(@Nullable TurnOrder order) {
    this.loop = new EventLoop(Clock.system(), this, order);
    loop.provide(IdleWaiters.class, idleWaiters);
  }

  static Wiring wire(@Nullable TurnOrder order) {
    RealTime poller = new RealTime(order);
    return new Wiring(poller.loop, poller, poller.channels, poller.abort);
  }

  @Override
  public void await(long timeoutNanos, boolean foreignWork) {
    abort.check();
    if (timeoutNanos == 0 || foreignWork || idleWaiters.isEmpty()) {
      channels.await(timeoutNanos, foreignWork);
    } else if (!channels.poll()) {
      idleWaiters.wakeAll(loop);
    }
  }

  @Override
  public boolean wantsLookIns() {
    return abort.isSet() || channels.wantsLookIns();
  }

  @Override
  public Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
    return channels.watch(channel, listener);
  }

  @Override
  public @Nullable ReadyListener watcherOf(SelectableChannel channel) {
    return channels.watcherOf(channel);
  }

  @Override
  public void wakeup() {
    channels.wakeup();
  }

  @Override
  public void close() {
    channels.close();
  }
}
