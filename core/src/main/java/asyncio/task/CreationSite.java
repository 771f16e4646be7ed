package asyncio.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something was created, in debug mode and with {@link EventLoop#setOriginTracking}: at most
 * ten frames, the library's own left out. Immutable.
 */
record CreationSite(List<StackTraceElement> frames) {

  private static final int DEPTH = 10;

  /** The caller's stack if the loop wants to know it, else null. */
  static @Nullable CreationSite capture(EventLoop loop) {
    return loop.tracksOrigins() ? capture() : null;
  }

  static CreationSite capture() {
    return new CreationSite(
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> !isOurs(frame.getClassName()))
                        .limit(DEPTH)
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toList()));
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
    return frames.isEmpty()
        ? "an unknown place"
        : frames.getFirst().getFileName() + ":" + frames.getFirst().getLineNumber();
  }

  /** The frames, newest first, one on a line, as in a stack trace. */
  String describe() {
    var text = new StringBuilder();
    for (StackTraceElement frame : frames) {
      text.append(System.lineSeparator()).append("    at ").append(frame);
    }
    return text.toString();
  }

  StackTraceElement[] toStackTrace() {
    return frames.toArray(StackTraceElement[]::new);
  }
}
