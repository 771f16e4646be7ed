package asyncio.launcher;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stack traces as if the JVM itself had called the program's main method. */
final class StackTraces {

  private StackTraces() {}

  /** Cuts the launcher's frames off an exception, its causes and all that it suppresses. */
  static void hideLauncher(Throwable thrown) {
    hideLauncher(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void hideLauncher(Throwable thrown, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return;
    }
    StackTraceElement[] frames = thrown.getStackTrace();
    int end = frames.length;
    if (end > 0 && isOurs(frames[end - 1])) {
      while (end > 0 && (isOurs(frames[end - 1]) || isReflection(frames[end - 1]))) {
        end--;
      }
      thrown.setStackTrace(Arrays.copyOf(frames, end));
    }
    if (thrown.getCause() != null) {
      hideLauncher(thrown.getCause(), seen);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      hideLauncher(suppressed, seen);
    }
  }

  private static boolean isOurs(StackTraceElement frame) {
    return frame.getClassName().startsWith("asyncio.launcher.");
  }

  private static boolean isReflection(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("java.lang.reflect.") || name.startsWith("jdk.internal.reflect.");
  }
}
