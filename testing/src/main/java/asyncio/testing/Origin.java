package asyncio.testing;

import java.util.Arrays;
import java.util.Set;

/** Which line of the program under test has asked for something. Any thread. */
public final class Origin {

  /** The library's packages that a call comes through; its tests lie in others. */
  private static final Set<String> LIBRARY =
      Set.of(
          "asyncio.engine",
          "asyncio.loop",
          "asyncio.context",
          "asyncio.task",
          "asyncio.iteration",
          "asyncio.net",
          "asyncio.process",
          "asyncio.stream",
          "asyncio.tls",
          "asyncio.transport",
          "asyncio.testing.network");

  private static final String UNKNOWN = "an unknown place, by the loop itself";

  private Origin() {}

  /**
   * {@code File.java:12} of the caller's newest frame that is not this library's, for the entries
   * of {@link TestKit#auditAlso}.
   */
  public static String ofCaller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !isLibrary(frame.getClassName()))
                    .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                    .findFirst()
                    .orElse(UNKNOWN));
  }

  /** The newest frame that is not this library's. */
  static String of(Throwable started) {
    return Arrays.stream(started.getStackTrace())
        .filter(frame -> !isLibrary(frame.getClassName()))
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .findFirst()
        .orElse(UNKNOWN);
  }

  static boolean isLibrary(String type) {
    int end = type.lastIndexOf('.');
    return type.startsWith("java.")
        || type.startsWith("org.junit.")
        || type.equals("asyncio.Asyncio")
        || type.startsWith("asyncio.testing.WatchedChannels")
        || type.equals("asyncio.testing.Origin")
        || type.equals("asyncio.testing.VirtualTime")
        || type.equals("asyncio.testing.RealTime")
        || (end > 0 && LIBRARY.contains(type.substring(0, end)));
  }
}
