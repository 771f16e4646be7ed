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
final class EventStream {

  static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final String SIGN_OF_LIFE = ":\n\n";

  private final Iterable<Event> events;
  private final Duration keepAlive;

  EventStream(Iterable<Event> events, Duration keepAlive) {
    this.events = Objects.requireNonNull(events, "events");
    this.keepAlive = keepAlive;
    if (!keepAlive.isPositive()) {
      throw new IllegalArgumentException(
          "the time between signs of life must be positive, and is " + keepAlive);
    }
  }

  Body body() {
    return Body.streaming("text/event-stream", this::send);
  }

  private void send(BodySink sink) throws IOException {
    try {
      Iterator<Event> iterator = events.iterator();
      for (Event event = next(iterator, sink); event != null; event = next(iterator, sink)) {
        sink.write(event.toString(), UTF_8);
      }
    } finally {
      close();
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

  private void close() throws IOException {
    if (events instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (IOException | RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IOException("the source of events cannot be closed", failure);
      }
    }
  }
}
