package asyncio.support;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Catches what the library logs, for as long as it is open. Any thread. */
public final class LogRecords extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("asyncio");

  private final List<LogRecord> records = new ArrayList<>();

  private LogRecords() {}

  /** Catches from now on; the records appear nowhere else. */
  public static LogRecords capture() {
    LogRecords captured = new LogRecords();
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(captured);
    return captured;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    records.add(record);
  }

  /** As {@link #capture}, and also what is logged below the usual level. */
  public static LogRecords captureAll() {
    LOGGER.setLevel(Level.ALL);
    return capture();
  }

  /** The records so far. */
  public synchronized List<LogRecord> all() {
    return List.copyOf(records);
  }

  /** The messages so far. */
  public List<String> messages() {
    return all().stream().map(LogRecord::getMessage).toList();
  }

  /** The messages so far at one level. */
  public List<String> messages(Level level) {
    return all().stream()
        .filter(record -> record.getLevel().equals(level))
        .map(LogRecord::getMessage)
        .toList();
  }

  /** Whether some message so far has this part. */
  public boolean contains(String part) {
    return messages().stream().anyMatch(message -> message.contains(part));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
    LOGGER.setLevel(null);
  }
}
