package asyncio.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What code in a worker threw.
 *
 * @param exception the exception itself, or null if it cannot travel
 * @param description its {@code toString()}
 * @param stackTrace where it was thrown
 */
@SuppressWarnings("ArrayRecordComponent") // reports are never compared
public record FailureReport(
    byte @Nullable [] exception, String description, StackTraceElement[] stackTrace)
    implements Serializable {

  private static final String OURS = FailureReport.class.getPackageName() + ".";

  /**
   * The report of an exception, whose stack traces then end where the worker's own frames begin.
   */
  static FailureReport of(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
      each.setStackTrace(withoutWorker(each.getStackTrace()));
    }
    return new FailureReport(bytesOf(thrown), thrown.toString(), thrown.getStackTrace());
  }

  private static StackTraceElement[] withoutWorker(StackTraceElement[] frames) {
    int end = frames.length;
    while (end > 0 && frames[end - 1].getClassName().startsWith(OURS)) {
      end--;
    }
    return Arrays.copyOf(frames, end);
  }

  private static byte @Nullable [] bytesOf(Throwable thrown) {
    try {
      return Serialization.write(thrown).read().readAllBytes();
    } catch (IOException | RuntimeException cannotTravel) {
      return null;
    }
  }

  /** The exception, or null if it could not travel or its class is not known here. */
  public @Nullable Throwable thrown(ClassLoader loader) {
    if (exception == null) {
      return null;
    }
    try {
      return (Throwable) Serialization.read(new ByteArrayInputStream(exception), loader);
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError unreadable) {
      return null;
    }
  }
}
