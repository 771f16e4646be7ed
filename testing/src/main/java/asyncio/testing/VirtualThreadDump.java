package asyncio.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The virtual threads of the process. The JDK has no register of them that is public but this. */
final class VirtualThreadDump {

  /**
   * A virtual thread that lives.
   *
   * @param stack newest frame first
   */
  record Entry(long number, String name, List<String> stack) {}

  private static final Pattern HEADER = Pattern.compile("#(\\d+) \"(.*)\" virtual\\b.*");
  private static final Pattern FRAME = Pattern.compile("\\s+at (?:[\\w.]+/)?(.+)");

  private VirtualThreadDump() {}

  /** Those that live now; none in a JVM that cannot tell. Takes milliseconds. */
  static List<Entry> take() {
    var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (diagnostics == null) {
      return List.of();
    }
    try {
      return parse(linesOf(diagnostics));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write and read a dump of the threads", e);
    }
  }

  private static List<String> linesOf(HotSpotDiagnosticMXBean diagnostics) throws IOException {
    Path folder = Files.createTempDirectory("asyncio-threads");
    Path file = folder.resolve("threads.txt");
    try {
      diagnostics.dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return Files.readAllLines(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static List<Entry> parse(List<String> lines) {
    List<Entry> threads = new ArrayList<>();
    boolean ofVirtual = false;
    for (String line : lines) {
      Matcher header = HEADER.matcher(line);
      Matcher frame = FRAME.matcher(line);
      if (header.matches()) {
        threads.add(new Entry(Long.parseLong(header.group(1)), header.group(2), new ArrayList<>()));
        ofVirtual = true;
      } else if (line.startsWith("#")) {
        ofVirtual = false;
      } else if (ofVirtual && frame.matches()) {
        threads.getLast().stack.add(frame.group(1));
      }
    }
    return threads;
  }
}
