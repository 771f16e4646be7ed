package asyncio.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for channels and for wake-ups, on the platform's own facility ({@link Selector}: epoll,
 * kqueue and the like). Parks the thread until the first channel comes: a program without sockets
 * never opens a selector.
 */
final class SelectorPoller implements Poller {

  /**
   * A loop that is busy looks for events after this time at the latest: asking the kernel costs
   * several times a switch, so it should not be asked before each.
   */
  private static final long LOOK_IN_NANOS = 50_000;

  private final ParkingPoller parking = new ParkingPoller();

  /**
   * Set between two waits, so a thread that sees the loop waiting sees this too. Never changes
   * again.
   */
  private volatile @Nullable Selector selector;

  private final Consumer<SelectionKey> report = SelectorPoller::report;
  private long lastLookNanos;

  @Override
  public void await(long timeoutNanos, boolean foreignWork) {
    Selector opened = selector;
    if (opened == null) {
      parking.await(timeoutNanos, foreignWork);
      return;
    }
    try {
      if (timeoutNanos == 0) {
        opened.selectNow(report);
      } else {
        opened.select(report, timeoutNanos == FOREVER ? 0 : millisUp(timeoutNanos));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastLookNanos = System.nanoTime();
  }

  private void lookNow() {
    await(0, false);
  }

  /** Rounded up, as in CPython: a timer is late rather than early. */
  private static long millisUp(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
  }

  private static void report(SelectionKey key) {
    if (key.isValid()) {
      ((Watched) key.attachment()).listener.ready(key.readyOps());
    }
  }

  @Override
  public boolean wantsLookIns() {
    return selector != null && System.nanoTime() - lastLookNanos >= LOOK_IN_NANOS;
  }

  @Override
  public Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
    Selector opened = selector;
    if (opened == null) {
      opened = selector = Selector.open();
    }
    Watched watched = new Watched(listener);
    watched.key = channel.register(opened, 0, watched);
    return watched;
  }

  @Override
  public @Nullable ReadyListener watcherOf(SelectableChannel channel) {
    Selector opened = selector;
    SelectionKey key = opened == null ? null : channel.keyFor(opened);
    return key == null || !key.isValid() ? null : ((Watched) key.attachment()).listener;
  }

  /** A channel in the selector. */
  private final class Watched implements Watch {

    private final ReadyListener listener;
    private @Nullable SelectionKey key;

    Watched(ReadyListener listener) {
      this.listener = listener;
    }

    @Override
    public void setInterest(int operations) {
      SelectionKey registered = key;
      if (registered != null && registered.isValid()) {
        registered.interestOps(operations);
      }
    }

    /**
     * A selector lets go of a channel only when it selects, and until then the channel keeps its
     * descriptor open, even when it is closed: a port would go on listening. Hence the look.
     */
    @Override
    public void end() {
      SelectionKey registered = key;
      if (registered != null && registered.isValid()) {
        registered.cancel();
        lookNow();
      }
    }
  }

  @Override
  public void wakeup() {
    Selector opened = selector;
    if (opened == null) {
      parking.wakeup();
    } else {
      opened.wakeup();
    }
  }

  @Override
  public void close() {
    parking.close();
    Selector opened = selector;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
