package asyncio.pool;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The process that ran the code has ended before the code did: it crashed, exited, ran out of
 * memory, or could not be started. Only this piece of code fails; the pool starts another worker.
 */
public final class BrokenWorkerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final @Nullable Integer exitCode;
  private final String[] lastLines;

  BrokenWorkerException(
      String message,
      @Nullable Integer exitCode,
      List<String> lastLines,
      @Nullable Throwable cause) {
    super(lastLines.isEmpty() ? message : message + "; its last words: " + text(lastLines), cause);
    this.exitCode = exitCode;
    this.lastLines = lastLines.toArray(String[]::new);
  }

  private static String text(List<String> lines) {
    return "\n    " + String.join("\n    ", lines);
  }

  /** With what the process ended, if it ran and has ended; 128 and more stand for signals. */
  public OptionalInt exitCode() {
    return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }

  /** The last lines of its standard error, at most twenty. */
  public List<String> lastLines() {
    return List.of(lastLines);
  }
}
