package asyncio.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.http.Body;
import asyncio.http.BodySink;
import asyncio.task.CurrentLoop;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import asyncio.task.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends events. Each is fetched in a task of its own, so that signs of life can be given meanwhile;
 * they also tell us when the client is gone.
 */
@SuppressWarnings("try") // its source may throw what it likes
final class EventStream implements Body, AutoCloseable {

  static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final String SIGN_OF_LIFE = ":\n\n";

  private final Iterable<Event> events;
  private final Duration keepAlive;
  private boolean closed;

  EventStream(Iterable<Event> events, Duration keepAlive) {
    this.events = Objects.requireNonNull(events, "events");
    this.keepAlive = keepAlive;
    if (!keepAlive.isPositive()) {
      throw new IllegalArgumentException(
          "the time between signs of life must be positive, and is " + keepAlive);
    }
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public long length() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public boolean isReplayable() {
    return false;
  }

  @Override
  public void writeTo(BodySink sink) throws IOException {
    Iterator<Event> iterator = events.iterator();
    for (Event event = next(iterator, sink); event != null; event = next(iterator, sink)) {
      sink.write(event.toString(), UTF_8);
    }
  }

  private @Nullable Event next(Iterator<Event> iterator, BodySink sink) throws IOException {
    Task<@Nullable Event> fetching =
        CurrentLoop.running().createTask(() -> iterator.hasNext() ? iterator.next() : null);
    try {
      while (Wait.wait(List.of(fetching), keepAlive, ReturnWhen.ALL_COMPLETED).done().isEmpty()) {
        sink.write(SIGN_OF_LIFE, UTF_8);
      }
      return fetching.await();
    } finally {
      stop(fetching);
    }
  }

  /** Nobody may step into the source as long as it is being asked. */
  private static void stop(Task<?> fetching) {
    if (!fetching.done()) {
      fetching.cancel();
      Wait.wait(List.of(fetching), null, ReturnWhen.ALL_COMPLETED);
    }
  }

  /** Closes the source of events, whether they were sent or not; only once. */
  @Override
  public void close() throws Exception {
    if (!closed && events instanceof AutoCloseable closeable) {
      closed = true;
      closeable.close();
    }
  }

  @Override
  public String toString() {
    return "<Body events>";
  }
}
