package asyncio.leak;

import asyncio.task.EventLoop;
import java.lang.ref.Cleaner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a loop's program has opened and not closed yet: streams, transports, sessions. One that is
 * forgotten is closed, and logged, when its user is collected, at the latest when the loop closes.
 * Loop thread only.
 */
public final class LeakWatch implements AutoCloseable {

  private static final class Collected {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private final EventLoop loop;
  private final Set<Entry> entries = new LinkedHashSet<>();

  private LeakWatch(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Watches over a resource until {@link Entry#settle}.
   *
   * @param user closes the resource when it is used properly; as long as the resource refers to it,
   *     for instance to call it back, it is not forgotten
   * @param resource as the log names it
   * @param isClosed whether nothing is left to be closed; must not refer to the user, as {@code
   *     close}
   * @param close closes it
   */
  public static Entry watch(
      EventLoop loop, Object user, Object resource, BooleanSupplier isClosed, Runnable close) {
    LeakWatch open = loop.service(LeakWatch.class, LeakWatch::new);
    Entry entry = open.new Entry(resource, isClosed, close);
    open.entries.add(entry);
    entry.cleanable = Collected.CLEANER.register(user, entry);
    return entry;
  }

  /** Called when the loop closes. */
  @Override
  public void close() {
    List.copyOf(entries).forEach(Entry::closeForgotten);
  }

  /** A resource. Does not refer to its user, so that that can be collected. */
  public final class Entry implements Runnable {

    private final Object resource;
    private final BooleanSupplier isClosed;
    private final Runnable close;
    private final @Nullable Throwable openedHere;
    private Cleaner.@Nullable Cleanable cleanable;
    private volatile boolean settled;

    private Entry(Object resource, BooleanSupplier isClosed, Runnable close) {
      this.resource = resource;
      this.isClosed = isClosed;
      this.close = close;
      this.openedHere = loop.getDebug() ? new Throwable("it was opened here") : null;
    }

    /** The resource was closed. */
    public void settle() {
      settled = true;
      entries.remove(this);
      Cleaner.Cleanable registered = cleanable;
      if (registered != null) {
        registered.clean();
      }
    }

    /** The user was collected; called by the cleaner's thread, or by {@link #settle}. */
    @Override
    public void run() {
      if (!settled && !loop.isClosed()) {
        try {
          loop.callSoonThreadsafe(this::closeForgotten);
        } catch (IllegalStateException closedMeanwhile) {
          // and closing it has closed the stream
        }
      }
    }

    private void closeForgotten() {
      if (!entries.remove(this)) {
        return;
      }
      settled = true;
      if (!isClosed.getAsBoolean()) {
        System.getLogger("asyncio")
            .log(
                System.Logger.Level.WARNING,
                "unclosed " + resource + "; use try-with-resources, or call close()",
                openedHere);
        close.run();
      }
    }
  }
}
