package asyncio.support;

import static java.util.stream.Collectors.toSet;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a thread behind: a virtual one (a coroutine that never ended, or the
 * parked callbacks of a loop that was not closed), or a platform one of the library.
 *
 * <p>The library's one lasting thread, where coroutines of closed loops end, is let pass, and so
 * are the JDK's own.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(NoLeaks.class);
  private static final Pattern DUMP_LINE =
      Pattern.compile("^#(\\d+) \"(.*)\"( virtual)?", Pattern.MULTILINE);

  private record LiveThread(long id, String name, boolean virtual) {

    boolean mustEnd() {
      return virtual
          ? !name.contains("Poller")
          : name.startsWith("asyncio-") && !name.equals("asyncio-orphans");
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put("before", ids(liveThreads()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Set<?> before = context.getStore(NAMESPACE).get("before", Set.class);
    Eventually.eventually(
        () -> "the test leaves threads behind: " + startedSince(before),
        () -> startedSince(before).isEmpty());
  }

  private static Set<LiveThread> startedSince(Set<?> before) {
    return liveThreads().stream()
        .filter(thread -> thread.mustEnd() && !before.contains(thread.id()))
        .collect(toSet());
  }

  private static Set<Long> ids(Set<LiveThread> threads) {
    return threads.stream().map(LiveThread::id).collect(toSet());
  }

  /** Only a thread dump knows the virtual threads. */
  private static Set<LiveThread> liveThreads() {
    try {
      Path folder = Files.createTempDirectory("asyncio-threads");
      Path dump = folder.resolve("dump.txt");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
      String text = Files.readString(dump);
      Files.delete(dump);
      Files.delete(folder);
      return DUMP_LINE.matcher(text).results().map(NoLeaks::parse).collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LiveThread parse(MatchResult line) {
    return new LiveThread(Long.parseLong(line.group(1)), line.group(2), line.group(3) != null);
  }
}
