package asyncio.testing;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The platform threads of the process at one moment. They tell whether there are child processes as
 * well, since the JDK has a thread wait for each: only then the system is asked, which takes more
 * than a millisecond.
 */
record LiveThreads(Set<Thread> threads, Set<ProcessHandle> children) {

  /** How the JDK names a thread that waits for a child process. */
  private static final String REAPER = "process reaper";

  /** Where the JDK's own threads live, which come and go as they like. */
  private static final Set<String> GROUPS_OF_THE_JDK =
      Set.of(
          "system", "InnocuousThreadGroup", "InnocuousForkJoinWorkerThreadGroup", "CarrierThreads");

  /**
   * What is started once in a JVM, by whoever comes first, and stays; and those who look up a name,
   * who cannot be interrupted when nobody wants to know it any more.
   */
  private static final Pattern STANDING =
      Pattern.compile(
          "ForkJoinPool\\.commonPool-.*|junit-.*|asyncio-(orphans|test-deadline|self-test"
              + "|poller-warm-up|http-preloading|stdin|resolver-\\d+)");

  /** For what is just ending. */
  private static final long GRACE_MILLIS = 500;

  static LiveThreads now() {
    ThreadGroup root = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + 16];
    int count = root.enumerate(threads);
    Set<Thread> alive = new LinkedHashSet<>(Arrays.asList(threads).subList(0, count));
    return new LiveThreads(alive, children(alive));
  }

  private static Set<ProcessHandle> children(Set<Thread> threads) {
    if (threads.stream().noneMatch(thread -> thread.getName().startsWith(REAPER))) {
      return Set.of();
    }
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children.collect(Collectors.toSet());
    }
  }

  /** What was started and is still there. */
  static List<String> startedSince(LiveThreads before) {
    LiveThreads now = now();
    Stream<String> newThreads =
        now.threads.stream()
            .filter(thread -> !before.threads.contains(thread) && isTests(thread))
            .filter(LiveThreads::staysAlive)
            .map(LiveThreads::describe);
    Stream<String> newChildren =
        now.children.stream()
            .filter(child -> !before.children.contains(child))
            .filter(LiveThreads::staysAlive)
            .map(LiveThreads::describe);
    return Stream.concat(newThreads, newChildren).toList();
  }

  /** Whether a test may have started it. */
  private static boolean isTests(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null
        && !GROUPS_OF_THE_JDK.contains(group.getName())
        && !STANDING.matcher(thread.getName()).matches()
        && !thread.getClass().getName().startsWith("org.junit.") // of its pool for parallel tests
        && thread != Thread.currentThread();
  }

  private static boolean staysAlive(Thread thread) {
    try {
      return !thread.join(Duration.ofMillis(GRACE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return thread.isAlive();
    }
  }

  private static boolean staysAlive(ProcessHandle child) {
    try {
      child.onExit().get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException running) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return child.isAlive();
    } catch (ExecutionException e) {
      return child.isAlive();
    }
  }

  private static String describe(ProcessHandle child) {
    return "process " + child.pid() + child.info().commandLine().map(" "::concat).orElse("");
  }

  private static String describe(Thread thread) {
    return "thread \"" + thread.getName() + "\", now at " + Arrays.asList(thread.getStackTrace());
  }
}
