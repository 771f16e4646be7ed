package asyncio.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Passes on what a worker prints, line by line, so that lines of several workers do not mix, and
 * remembers the last ones.
 */
final class OutputRelay {

  private static final int REMEMBERED = 20;
  private static final int END_MILLIS = 1000;

  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Thread thread;

  private OutputRelay(String name, InputStream source, Supplier<PrintStream> target) {
    var reader = new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8));
    thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> relay(reader, target));
  }

  /**
   * Starts passing on.
   *
   * @param target asked for at each line, as {@code System.out} may be replaced
   */
  static OutputRelay start(String name, InputStream source, Supplier<PrintStream> target) {
    OutputRelay relay = new OutputRelay(name, source, target);
    relay.thread.start();
    return relay;
  }

  private void relay(BufferedReader source, Supplier<PrintStream> target) {
    try (source) {
      for (String line = source.readLine(); line != null; line = source.readLine()) {
        remember(line);
        target.get().println(line);
      }
    } catch (IOException ended) {
      return;
    }
  }

  private synchronized void remember(String line) {
    if (lastLines.size() == REMEMBERED) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  /** The last lines of a worker that has ended; waits a little for those that are on their way. */
  List<String> lastLines() {
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return List.copyOf(lastLines);
    }
  }
}
