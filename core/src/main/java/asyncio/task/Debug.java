package asyncio.task;

import java.util.Locale;

/** How debug mode is switched on from outside. */
final class Debug {

  private Debug() {}

  /**
   * {@code -Dasyncio.debug=true}, or else {@code ASYNCIO_DEBUG} set to anything but nothing or 0.
   */
  static boolean enabledByDefault() {
    String property = System.getProperty("asyncio.debug");
    if (property != null) {
      return Boolean.parseBoolean(property);
    }
    String variable = System.getenv("ASYNCIO_DEBUG");
    return variable != null && !variable.isEmpty() && !variable.equals("0");
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }
}
