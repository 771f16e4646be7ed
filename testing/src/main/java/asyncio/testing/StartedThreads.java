package asyncio.testing;

import asyncio.task.Action;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The threads and child processes that a test has started, told by what was there before. Platform
 * threads tell whether there are processes at all, since the JDK has a thread wait for each: only
 * then the system is asked, which takes more than a millisecond.
 */
final class StartedThreads implements AutoCloseable {

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

  private static final long PAUSE_NANOS = 10_000_000;

  private final ThreadOrigins origins = ThreadOrigins.record();
  private final Set<Thread> threadsBefore = platformThreads();
  private final Set<ProcessHandle> childrenBefore = children(threadsBefore);

  private boolean ignored;

  private StartedThreads() {}

  /** Those that this thread starts from now on, and whatever it starts starts. */
  static StartedThreads watch() {
    return new StartedThreads();
  }

  private static Set<Thread> platformThreads() {
    ThreadGroup root = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + 16];
    int count = root.enumerate(threads);
    return new LinkedHashSet<>(Arrays.asList(threads).subList(0, count));
  }

  private static Set<ProcessHandle> children(Set<Thread> threads) {
    if (threads.stream().noneMatch(thread -> thread.getName().startsWith(REAPER))) {
      return Set.of();
    }
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children.collect(Collectors.toSet());
    }
  }

  /** Other tests run at the same time, and nobody can say whose a new thread is. */
  void ignore() {
    ignored = true;
    origins.end();
  }

  /** Runs a part of the test, by a loop on this thread. */
  void during(Action part) throws Exception {
    origins.loopBegins();
    try {
      part.run();
    } finally {
      origins.loopEnds();
    }
  }

  /** What was started and is still there. */
  List<String> leftovers() {
    if (ignored) {
      return List.of();
    }
    Set<Thread> platformThreads = platformThreads();
    Stream<String> threads =
        platformThreads.stream()
            .filter(thread -> !threadsBefore.contains(thread) && isTests(thread))
            .filter(StartedThreads::staysAlive)
            .map(this::describe);
    Stream<String> children =
        children(platformThreads).stream()
            .filter(child -> !childrenBefore.contains(child))
            .filter(StartedThreads::staysAlive)
            .map(StartedThreads::describe);
    return Stream.of(threads, virtualThreads().stream().map(this::describe), children)
        .flatMap(Function.identity())
        .toList();
  }

  /** Nobody can join a thread of which only the number is known: it is looked for again. */
  private List<VirtualThreadDump.Entry> virtualThreads() {
    if (!origins.isAnyVirtual()) {
      return List.of();
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    List<VirtualThreadDump.Entry> alive = virtualThreadsNow();
    while (!alive.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS); // they need the processor to end
      alive = virtualThreadsNow();
    }
    return alive;
  }

  private List<VirtualThreadDump.Entry> virtualThreadsNow() {
    return VirtualThreadDump.take().stream()
        .filter(thread -> origins.of(thread.number()) != null && !stands(thread.name()))
        .toList();
  }

  /** Whether a test may have started it. */
  private static boolean isTests(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null
        && !GROUPS_OF_THE_JDK.contains(group.getName())
        && !stands(thread.getName())
        && !thread.getClass().getName().startsWith("org.junit.") // of its pool for parallel tests
        && thread != Thread.currentThread();
  }

  private static boolean stands(String name) {
    return STANDING.matcher(name).matches();
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

  private String describe(Thread thread) {
    return describe("thread", thread.getName(), thread.threadId(), List.of(thread.getStackTrace()));
  }

  private String describe(VirtualThreadDump.Entry thread) {
    return describe("virtual thread", thread.name(), thread.number(), thread.stack());
  }

  private String describe(String kind, String name, long number, List<?> stack) {
    String place = origins.of(number);
    String created = place == null ? "" : ", created at " + place;
    return kind + " \"" + name + "\"" + created + ", now at " + stack;
  }

  @Override
  public void close() {
    origins.end();
  }
}
