package asyncio.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an exception handler is told, as the context dictionary of {@code
 * loop.call_exception_handler}. Immutable.
 *
 * <p>Known keys beside {@code message}: {@code exception}, {@code future}, {@code task}, {@code
 * handle}, {@code source_traceback}, {@code context}. Handlers must tolerate others.
 */
public final class ErrorContext {

  private final String message;
  private final Map<String, Object> details;

  private ErrorContext(String message, Map<String, Object> details) {
    this.message = Objects.requireNonNull(message, "message");
    this.details = details;
  }

  /** A context with a message only. */
  public static ErrorContext of(String message) {
    return new ErrorContext(message, Map.of());
  }

  /** A copy with one more entry. */
  public ErrorContext with(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return new ErrorContext(message, more);
  }

  /** What happened. */
  public String message() {
    return message;
  }

  /** The exception, if there is one. */
  public @Nullable Throwable exception() {
    return details.get("exception") instanceof Throwable exception ? exception : null;
  }

  /** The value under a key, or null. */
  public @Nullable Object get(String key) {
    return key.equals("message") ? message : details.get(key);
  }

  /** Whether there is a value under a key. */
  public boolean contains(String key) {
    return get(key) != null;
  }

  /**
   * The message, then the details on lines of their own, sorted by key; the exception is left to
   * the log record.
   */
  String describe() {
    var text = new StringBuilder(message);
    new TreeMap<>(details)
        .forEach(
            (key, value) -> {
              if (key.equals("source_traceback")) {
                text.append(System.lineSeparator())
                    .append("created at (most recent call first):")
                    .append(value);
              } else if (!key.equals("exception")) {
                text.append(System.lineSeparator()).append(key).append(": ").append(value);
              }
            });
    return text.toString();
  }

  @Override
  public String toString() {
    return "<ErrorContext " + message + " " + details + ">";
  }
}
