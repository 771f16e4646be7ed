package asyncio.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
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

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ParkingPoller parking = new ParkingPoller();

  /**
   * Set between two waits, so a thread that sees the loop waiting sees this too. Never changes
   * again.
   */
  private volatile @Nullable Selector selector;

  private final Consumer<SelectionKey> report = SelectorPoller::report;

  /** What the selector has as well, until it drops a key because its channel was closed. */
  private final Set<Watched> watches = new HashSet<>();

  /** Whether a wake-up has come: the look before a wait takes it from the selector. */
  private volatile boolean woken;

  private long lastLookNanos;

  @Override
  public void await(long timeoutNanos, boolean foreignWork) {
    Selector opened = selector;
    if (opened == null) {
      parking.await(timeoutNanos, foreignWork);
      return;
    }
    try {
      boolean found = opened.selectNow(report) > 0;
      boolean closed = reportClosed(opened);
      if (timeoutNanos != 0 && !found && !closed && !woken) {
        opened.select(report, timeoutNanos == FOREVER ? 0 : millisUp(timeoutNanos));
        reportClosed(opened);
      }
      woken = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastLookNanos = System.nanoTime();
  }

  /**
   * Finds out who has closed a channel that is watched, of which no system tells; a task would wait
   * for it for ever. A selector drops the keys of closed channels when it selects, so before a wait
   * there is a look, which costs nothing while there is something to do: then the wait is spared.
   *
   * @return whether a listener was told
   */
  private boolean reportClosed(Selector opened) {
    if (watches.size() == opened.keys().size()) {
      return false;
    }
    boolean told = false;
    for (Iterator<Watched> all = watches.iterator(); all.hasNext(); ) {
      Watched watched = all.next();
      if (!watched.isValid()) {
        all.remove();
        watched.listener.closed();
        told = true;
      }
    }
    return told;
  }

  /** Rounded up, as in CPython: a timer is late rather than early. */
  private static long millisUp(long nanos) {
    return Math.ceilDiv(nanos, NANOS_PER_MILLI);
  }

  private static void report(SelectionKey key) {
    int operations;
    try {
      operations = key.readyOps();
    } catch (CancelledKeyException closedMeanwhile) {
      return;
    }
    ((Watched) key.attachment()).listener.ready(operations);
  }

  @Override
  public boolean wantsLookIns() {
    return selector != null && System.nanoTime() - lastLookNanos >= LOOK_IN_NANOS;
  }

  @Override
  public Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
    Selector opened = selector;
    if (opened == null) {
      startJdkPollers();
      opened = selector = Selector.open();
    }
    SelectionKey former = channel.keyFor(opened);
    if (former != null && !former.isValid()) {
      forgetCancelled(opened);
    }
    Watched watched = new Watched(listener);
    watched.key = channel.register(opened, 0, watched);
    watches.add(watched);
    return watched;
  }

  /**
   * On a virtual thread (the portable engine's loop) a selector waits with the help of the JDK's
   * pollers, which open descriptors when they are first needed. Should none be left at that moment,
   * they would be broken for good, and the loop with them.
   */
  private static void startJdkPollers() {
    try {
      Class.forName("sun.nio.ch.Poller");
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException("this JDK has no socket poller", e);
    }
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

    boolean isValid() {
      return key != null && key.isValid();
    }

    @Override
    public void setInterest(int operations) {
      SelectionKey registered = key;
      if (registered != null) {
        try {
          registered.interestOps(operations);
        } catch (CancelledKeyException closedMeanwhile) {
          // it will be reported
        }
      }
    }

    /**
     * A selector lets go of a channel only when it selects, and until then the channel keeps its
     * descriptor open, even when it is closed: a port would go on listening. Hence the look. A
     * connection can wait for the next one, as closing has told the peer; with thousands that close
     * at once, a look for each would cost all of them.
     */
    @Override
    public void end() {
      SelectionKey registered = key;
      if (registered != null && watches.remove(this)) {
        registered.cancel();
        if (!(registered.channel() instanceof SocketChannel)) {
          forgetCancelled(registered.selector());
        }
      }
    }
  }

  /**
   * Lets go of the channels that are not watched any more; leaves what is ready for the next look.
   */
  private static void forgetCancelled(Selector selector) {
    try {
      selector.selectNow(_ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void wakeup() {
    Selector opened = selector;
    if (opened == null) {
      parking.wakeup();
    } else {
      woken = true;
      opened.wakeup();
    }
  }

  @Override
  public void close() {
    parking.close();
    Selector opened = selector;
    if (opened != null) {
      try {
        opened.close(); // lets go of all channels
        watches.clear();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
