package asyncio.http.web;

import asyncio.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the events that a page listens to, see {@link Response#events}. Immutable.
 *
 * @param data a text, of several lines if need be
 * @param id what the browser tells in {@code Last-Event-ID} when it comes back, or null
 * @param name for {@code addEventListener}, or null for a plain message
 * @param retry how long the browser waits before it comes back, or null as it likes
 */
public record Event(
    String data, @Nullable String id, @Nullable String name, @Nullable Duration retry) {

  /**
   * @throws IllegalArgumentException if the id or the name has a line break
   */
  public Event {
    Objects.requireNonNull(data, "data");
    checkLine("id", id);
    checkLine("name", name);
  }

  private static void checkLine(String what, @Nullable String text) {
    if (text != null && text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of an event is one line, and this one has a line break: "
              + text.replace("\n", "\\n").replace("\r", "\\r"));
    }
  }

  /** A plain message. */
  public static Event of(String data) {
    return new Event(data, null, null, null);
  }

  /** A plain message whose data is JSON. */
  public static Event json(Object value) {
    return of(new String(Json.DEFAULT.write(value), StandardCharsets.UTF_8));
  }

  /** A copy with another id. */
  public Event withId(String newId) {
    return new Event(data, newId, name, retry);
  }

  /** A copy with another name. */
  public Event withName(String newName) {
    return new Event(data, id, newName, retry);
  }

  /** A copy with another time to wait. */
  public Event withRetry(Duration newRetry) {
    return new Event(data, id, name, newRetry);
  }

  /** As it is sent. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    append(lines, "event", name);
    append(lines, "id", id);
    append(lines, "retry", retry == null ? null : Long.toString(retry.toMillis()));
    for (String line : data.split("\r\n|\r|\n", -1)) {
      append(lines, "data", line);
    }
    return lines.append('\n').toString();
  }

  private static void append(StringBuilder lines, String field, @Nullable String value) {
    if (value != null) {
      lines.append(field).append(": ").append(value).append('\n');
    }
  }
}
