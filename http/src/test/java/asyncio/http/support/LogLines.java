package asyncio.http.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while this is open, and does not disturb the output of the tests. */
public final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

  private LogLines(String name) {
    this.logger = Logger.getLogger(name);
  }

  /** What this logger and those below it log from now on. */
  public static LogLines of(String name) {
    LogLines lines = new LogLines(name);
    lines.logger.addHandler(lines);
    lines.logger.setUseParentHandlers(false);
    return lines;
  }

  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  /** With null for lines that tell of none. */
  public List<Throwable> failures() {
    return records.stream().map(LogRecord::getThrown).toList();
  }

  /** That of the line which begins so. */
  public Throwable failure(String beginning) {
    return records.stream()
        .filter(logged -> logged.getMessage().startsWith(beginning))
        .findFirst()
        .orElseThrow()
        .getThrown();
  }

  @Override
  public void publish(LogRecord logged) {
    records.add(logged);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
