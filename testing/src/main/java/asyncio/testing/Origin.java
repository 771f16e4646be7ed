package asyncio.testing;

import static asyncio.Asyncio.currentTask;

import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.lang.StackWalker.StackFrame;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which line of the program under test has asked for something. Any thread. */
public final class Origin {

  static final String UNKNOWN = "an unknown place";

  /** Whose a class is, from what tells least to what tells most. */
  private enum Owner {
    /** The JDK, JUnit, the loop and this kit: all calls come through them. */
    FOUNDATION,

    /** What stands on the loop, such as the HTTP client. */
    LIBRARY,

    /** The program under test, and the test. */
    PROGRAM
  }

  private static final List<String> BELOW = List.of("java.", "jdk.", "org.junit.");

  /** Tests that are shipped. */
  private static final String CONTRACTS = "asyncio.testing.contract.";

  /** Of classes that have names like the library's. */
  private static final Map<String, Owner> OWNERS = new ConcurrentHashMap<>();

  private Origin() {}

  /**
   * {@code File.java:12} of the caller's newest frame that is not this library's, for the entries
   * of {@link TestKit#auditAlso}. In a task that the library has started for itself, that of the
   * task's creation.
   */
  public static String ofCaller() {
    return ofCallerOr(UNKNOWN);
  }

  /** As {@link #ofCaller}, with another name for a place that is not known. */
  static String ofCallerOr(String unknown) {
    return StackWalker.getInstance()
        .walk(frames -> frames.filter(Origin::isProgram).findFirst())
        .map(frame -> place(frame.toStackTraceElement()))
        .orElseGet(() -> ofLibraryOr(unknown));
  }

  private static boolean isProgram(StackFrame frame) {
    return ownerOf(frame.getClassName()) == Owner.PROGRAM;
  }

  private static String ofLibraryOr(String unknown) {
    Stream<StackTraceElement> stack = Arrays.stream(new Throwable().getStackTrace());
    return place(Stream.concat(stack, creationOfTask()).toList(), unknown);
  }

  private static Stream<StackTraceElement> creationOfTask() {
    try {
      Task<?> task = currentTask();
      return task == null ? Stream.of() : task.getCreationStack().stream();
    } catch (IllegalStateException noLoop) {
      return Stream.of();
    }
  }

  static String of(Throwable started) {
    return place(Arrays.asList(started.getStackTrace()), UNKNOWN);
  }

  /** For a task that the library has created: by which line of the program, as far as known. */
  static String behind(Task<?> task) {
    List<StackTraceElement> stack = task.getCreationStack();
    boolean ofProgram =
        stack.isEmpty() || ownerOf(stack.getFirst().getClassName()) == Owner.PROGRAM;
    String place = place(stack, UNKNOWN);
    return ofProgram || place.equals(UNKNOWN) ? "" : " for " + place;
  }

  private static String place(List<StackTraceElement> stack, String unknown) {
    return telling(stack).findFirst().map(Origin::place).orElse(unknown);
  }

  private static String place(StackTraceElement frame) {
    return frame.getFileName() + ":" + frame.getLineNumber();
  }

  /**
   * The frames of the program; in a task that the library has started for itself there are none,
   * and its own frames are told.
   */
  static Stream<StackTraceElement> telling(List<StackTraceElement> stack) {
    List<StackTraceElement> program = of(stack, Owner.PROGRAM);
    return (program.isEmpty() ? of(stack, Owner.LIBRARY) : program).stream();
  }

  private static List<StackTraceElement> of(List<StackTraceElement> stack, Owner owner) {
    return stack.stream().filter(frame -> ownerOf(frame.getClassName()) == owner).toList();
  }

  private static Owner ownerOf(String type) {
    if (BELOW.stream().anyMatch(type::startsWith)) {
      return Owner.FOUNDATION;
    }
    return type.startsWith("asyncio.") && !type.startsWith(CONTRACTS)
        ? OWNERS.computeIfAbsent(type, Origin::ownerByPlace)
        : Owner.PROGRAM;
  }

  /** Our own tests and examples have names like the library's, but lie in folders of no module. */
  private static Owner ownerByPlace(String type) {
    try {
      URI place = placeOf(Class.forName(type, false, Origin.class.getClassLoader()));
      if (place == null
          || place.equals(placeOf(EventLoop.class))
          || place.equals(placeOf(Origin.class))) {
        return Owner.FOUNDATION;
      }
      Path root = Path.of(place);
      boolean module = !Files.isDirectory(root) || Files.exists(root.resolve("module-info.class"));
      return module ? Owner.LIBRARY : Owner.PROGRAM;
    } catch (ClassNotFoundException | URISyntaxException e) {
      return Owner.LIBRARY;
    }
  }

  private static @Nullable URI placeOf(Class<?> type) throws URISyntaxException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation().toURI();
  }
}
