package asyncio.task;

import java.lang.ref.Cleaner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failures of a loop's futures that nobody has asked for. Loop thread only.
 *
 * <p>A failure that is still here when its future is collected, or when the loop closes, is
 * reported to the exception handler. (CPython reports at collection; a JVM may never collect, so
 * closing is the latest moment.)
 */
final class UnretrievedFailures {

  private static final class Collected {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private final EventLoop loop;
  private final Set<Entry> entries = new LinkedHashSet<>();

  UnretrievedFailures(EventLoop loop) {
    this.loop = loop;
  }

  Entry add(Future<?> future, Throwable exception) {
    Entry entry = new Entry(future, exception);
    entries.add(entry);
    entry.cleanable = Collected.CLEANER.register(future, entry);
    return entry;
  }

  void reportAll() {
    for (Entry entry : List.copyOf(entries)) {
      entry.report();
    }
  }

  /** Refers to its future by description only, so that the future can be collected. */
  final class Entry implements Runnable {

    private final String kind;
    private final String description;
    private final Throwable exception;
    private final @Nullable CreationSite createdAt;
    private Cleaner.@Nullable Cleanable cleanable;
    private volatile boolean settled;

    Entry(Future<?> future, Throwable exception) {
      this.kind = future instanceof Task<?> ? "Task" : "Future";
      this.description =
          future instanceof Task<?> task
              ? "<Task name='" + task.getName() + "'>"
              : "<" + kind + ">";
      this.exception = exception;
      this.createdAt = future.createdAt();
    }

    void retrieve() {
      settled = true;
      entries.remove(this);
      if (cleanable != null) {
        cleanable.clean();
      }
    }

    /**
     * The future was collected; called by the cleaner's thread, or by {@link #retrieve}, after
     * which there is nothing to do.
     */
    @Override
    public void run() {
      if (!settled) {
        loop.callSoonThreadsafeUnlessClosed(this::report);
      }
    }

    private void report() {
      if (entries.remove(this)) {
        ErrorContext context =
            ErrorContext.of(kind + " exception was never retrieved")
                .with("exception", exception)
                .with("future", description);
        loop.callExceptionHandler(
            createdAt == null ? context : context.with("source_traceback", createdAt.describe()));
      }
    }
  }
}
