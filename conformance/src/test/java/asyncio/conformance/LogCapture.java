package asyncio.conformance;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Catches what the library logs, in the form that traces have. */
final class LogCapture extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("asyncio");

  private final Consumer<String> lines;

  private LogCapture(Consumer<String> lines) {
    this.lines = lines;
  }

  static LogCapture into(Consumer<String> lines) {
    LogCapture capture = new LogCapture(lines);
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(capture);
    return capture;
  }

  @Override
  public void publish(LogRecord record) {
    String level = record.getLevel().equals(Level.SEVERE) ? "ERROR" : record.getLevel().getName();
    lines.accept("LOG " + level + " " + record.getMessage().lines().findFirst().orElse(""));
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      lines.accept(
          "LOG    " + thrown.getClass().getSimpleName() + "('" + thrown.getMessage() + "')");
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}
