package asyncio.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the test tree in a JVM of its own: what is decided once, at start. */
public final class ChildJvm {

  /** The flag without which there is no fast engine. */
  public static final String OPEN_JAVA_LANG = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private static final long LIMIT_SECONDS = 120;

  private final Class<?> program;
  private final List<String> options = new ArrayList<>();
  private int descriptors; // 0: as many as the parent
  private final Map<String, String> environment = new HashMap<>();

  private ChildJvm(Class<?> program) {
    this.program = program;
  }

  /**
   * How a program ended.
   *
   * @param status its exit status
   * @param output all that it printed, and the JVM with it
   */
  public record Result(int status, String output) {}

  /** A JVM for the {@code main} of a class. */
  public static ChildJvm of(Class<?> program) {
    return new ChildJvm(program);
  }

  /** Adds options of the java command. */
  public ChildJvm with(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Adds an environment variable. */
  public ChildJvm withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Lowers the number of descriptors that the program may have open; not on Windows. */
  public ChildJvm withDescriptors(int limit) {
    descriptors = limit;
    return this;
  }

  /** Runs the program to its end. */
  public Result run() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    Thread.ofVirtual().start(() -> killLate(process));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** What to run, for who runs it in a way of its own. */
  public List<String> command() {
    List<String> command = new ArrayList<>();
    if (descriptors > 0) {
      command.addAll(List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "sh"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-ea"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    return command;
  }

  private static void killLate(Process process) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
