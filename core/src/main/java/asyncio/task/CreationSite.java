package asyncio.task;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something was created, in debug mode and with {@link EventLoop#setOriginTracking}: at most
 * ten frames, the library's own left out. Any thread.
 */
final class CreationSite {

  private static final int DEPTH = 10;

  /** It takes the stack in a fraction of the time of a StackWalker, and decodes it when asked. */
  private final Throwable stack = new Throwable();

  private CreationSite() {}

  /** The caller's stack if the loop wants to know it, else null. */
  static @Nullable CreationSite capture(EventLoop loop) {
    return loop.tracksOrigins() ? capture() : null;
  }

  static CreationSite capture() {
    return new CreationSite();
  }

  /** Newest first. */
  private List<StackTraceElement> frames() {
    return Arrays.stream(stack.getStackTrace())
        .filter(frame -> !isOurs(frame.getClassName()))
        .limit(DEPTH)
        .toList();
  }

  private static boolean isOurs(String className) {
    return className.startsWith("asyncio.engine.")
        || className.startsWith("asyncio.loop.")
        || className.startsWith("asyncio.task.")
        || className.startsWith("asyncio.context.")
        || className.equals("asyncio.Asyncio");
  }

  /** {@code File.java:12}, the newest frame. */
  String place() {
    return frames().stream()
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("an unknown place");
  }

  /** The frames, newest first, one on a line, as in a stack trace. */
  String describe() {
    var text = new StringBuilder();
    for (StackTraceElement frame : frames()) {
      text.append(System.lineSeparator()).append("    at ").append(frame);
    }
    return text.toString();
  }

  StackTraceElement[] toStackTrace() {
    return frames().toArray(StackTraceElement[]::new);
  }
}
