package asyncio.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where something was created, in debug mode and with {@link EventLoop#setOriginTracking}: at most
 * ten frames, the library's own left out. Any thread.
 */
final class CreationSite {

  private static final int DEPTH = 10;

  /** A task that creates a task that creates a task ...: so many of them are remembered. */
  private static final int CREATORS_AT_MOST = 3;

  /** It takes the stack in a fraction of the time of a StackWalker, and decodes it when asked. */
  private final Throwable stack = new Throwable();

  /** Where the task was created that has created this, and so on. */
  private final List<Throwable> creators;

  private CreationSite(@Nullable CreationSite creator) {
    this.creators =
        creator == null
            ? List.of()
            : Stream.concat(Stream.of(creator.stack), creator.creators.stream())
                .limit(CREATORS_AT_MOST)
                .toList();
  }

  /** The caller's stack if the loop wants to know it, else null. */
  static @Nullable CreationSite capture(EventLoop loop) {
    return loop.tracksOrigins() ? capture() : null;
  }

  static CreationSite capture() {
    return new CreationSite(null);
  }

  /** As {@link #capture(EventLoop)}, and knows where the task that runs was created. */
  static @Nullable CreationSite captureInTask(EventLoop loop) {
    Task<?> creator = loop.tracksOrigins() ? Task.currentOrNull() : null;
    return creator == null ? capture(loop) : new CreationSite(creator.createdAt());
  }

  /** Newest first. */
  private List<StackTraceElement> frames() {
    return framesOf(stack).limit(DEPTH).toList();
  }

  private static Stream<StackTraceElement> framesOf(Throwable stack) {
    return Arrays.stream(stack.getStackTrace()).filter(frame -> !isOurs(frame.getClassName()));
  }

  /** Newest first; followed by those where the creating tasks were created. */
  List<StackTraceElement> framesOfCreators() {
    return Stream.concat(Stream.of(stack), creators.stream())
        .flatMap(CreationSite::framesOf)
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
