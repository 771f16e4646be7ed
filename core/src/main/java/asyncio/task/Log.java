package asyncio.task;

/**
 * The library's one log, {@code asyncio}; a class of its own so that programs that log nothing
 * never load a logging system.
 */
final class Log {

  private static final System.Logger LOGGER = System.getLogger("asyncio");

  private Log() {}

  static void warning(String message) {
    LOGGER.log(System.Logger.Level.WARNING, message);
  }

  static void error(String message, @org.jspecify.annotations.Nullable Throwable exception) {
    LOGGER.log(System.Logger.Level.ERROR, message, exception);
  }
}
