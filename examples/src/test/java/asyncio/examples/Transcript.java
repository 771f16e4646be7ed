package asyncio.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.Asyncio;
import asyncio.task.Action;
import asyncio.task.DefaultLoop;
import asyncio.task.EventLoop;
import asyncio.testing.VirtualTime;
import asyncio.testing.network.SimulatedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What a program prints and logs while this is open. Each line begins with the time on the loop
 * that runs it, or with a dash outside of any loop: {@code 3.0 | finished}.
 */
final class Transcript implements AutoCloseable {

  /** Of a network on which nothing is left to chance. */
  private static final long SEED = 0;

  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final PrintStream console = System.out;
  private final Handler[] consoleHandlers = ROOT_LOGGER.getHandlers();
  private final Handler handler = new LogHandler();

  private Transcript() {
    System.setOut(new PrintStream(new Lines(), true, UTF_8));
    for (Handler other : consoleHandlers) {
      ROOT_LOGGER.removeHandler(other);
    }
    ROOT_LOGGER.addHandler(handler);
  }

  static Transcript open() {
    return new Transcript();
  }

  /**
   * Plays a program in virtual time, each of its loops on a network of one host in memory; the last
   * line has the time that it took.
   */
  static List<String> inVirtualTime(Action program) throws Exception {
    List<VirtualTime> times = new ArrayList<>();
    try (Transcript transcript = open()) {
      DefaultLoop.replaceDuring(
          program,
          () -> {
            VirtualTime time = VirtualTime.create();
            times.add(time);
            EventLoop loop = time.createLoop();
            loop.callSoon(() -> SimulatedNetwork.install(SEED));
            return loop;
          });
      long nanos = times.stream().mapToLong(VirtualTime::nanos).sum();
      transcript.add(String.valueOf(nanos / 1e9), "end");
      return transcript.lines();
    }
  }

  /** Plays a program in real time and returns its lines without the times. */
  static List<String> inRealTime(Action program) throws Exception {
    try (Transcript transcript = open()) {
      program.run();
      return transcript.texts();
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The lines without the times. */
  List<String> texts() {
    return lines().stream().map(line -> line.substring(line.indexOf(" | ") + 3)).toList();
  }

  /** At once: another thread may be logging, and a third one reading. */
  private void add(String time, String... texts) {
    lines.addAll(Arrays.stream(texts).map(text -> "%5s | %s".formatted(time, text)).toList());
  }

  private static String timeNow() {
    try {
      return String.valueOf(Asyncio.getRunningLoop().time());
    } catch (IllegalStateException outsideOfLoop) {
      return "-";
    }
  }

  @Override
  public void close() {
    System.setOut(console);
    ROOT_LOGGER.removeHandler(handler);
    for (Handler other : consoleHandlers) {
      ROOT_LOGGER.addHandler(other);
    }
  }

  private final class Lines extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int character) {
      if (character == '\n') {
        add(timeNow(), line.toString(UTF_8));
        line.reset();
      } else if (character != '\r') {
        line.write(character);
      }
    }
  }

  private final class LogHandler extends Handler {

    @Override
    public void publish(LogRecord record) {
      Throwable thrown = record.getThrown();
      String text = record.getMessage() + (thrown == null ? "" : "\n" + thrown);
      String[] logged =
          text.lines().map(line -> "LOG " + record.getLevel() + " " + line).toArray(String[]::new);
      add(timeNow(), logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
