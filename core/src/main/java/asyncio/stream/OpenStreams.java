package asyncio.stream;

import asyncio.net.ByteStream;
import asyncio.task.EventLoop;
import java.lang.ref.Cleaner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The byte streams of a loop that were not closed yet. One that is forgotten is closed, and logged,
 * when its endpoint is collected, at the latest when the loop closes. Loop thread only.
 */
final class OpenStreams implements AutoCloseable {

  private static final class Collected {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private final EventLoop loop;
  private final Set<Entry> entries = new LinkedHashSet<>();

  private OpenStreams(EventLoop loop) {
    this.loop = loop;
  }

  /** Watches over a stream until {@link Entry#settle}. */
  static Entry watch(EventLoop loop, Endpoint endpoint, ByteStream stream) {
    OpenStreams open = loop.service(OpenStreams.class, OpenStreams::new);
    Entry entry = open.new Entry(stream);
    open.entries.add(entry);
    entry.cleanable = Collected.CLEANER.register(endpoint, entry);
    return entry;
  }

  @Override
  public void close() {
    List.copyOf(entries).forEach(Entry::closeForgotten);
  }

  /** Does not refer to the endpoint, so that that can be collected. */
  final class Entry implements Runnable {

    private final ByteStream stream;
    private final @Nullable Throwable openedHere;
    private Cleaner.@Nullable Cleanable cleanable;
    private volatile boolean settled;

    private Entry(ByteStream stream) {
      this.stream = stream;
      this.openedHere = loop.getDebug() ? new Throwable("it was opened here") : null;
    }

    /** The stream was closed. */
    void settle() {
      settled = true;
      entries.remove(this);
      Cleaner.Cleanable registered = cleanable;
      if (registered != null) {
        registered.clean();
      }
    }

    /** The endpoint was collected; called by the cleaner's thread, or by {@link #settle}. */
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
      if (!stream.isClosed()) {
        System.getLogger("asyncio")
            .log(
                System.Logger.Level.WARNING,
                "unclosed " + stream + "; use try-with-resources, or call close()",
                openedHere);
        stream.close();
      }
    }
  }
}
