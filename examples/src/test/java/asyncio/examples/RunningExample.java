package asyncio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An example in a JVM of its own, on the engine of the tests; it is killed if it does not end. */
final class RunningExample implements AutoCloseable {

  /** What the JVM exits with after a SIGTERM. */
  static final int TERMINATED = 143;

  private static final Path TERMINAL = Path.of("/usr/bin/script");
  private static final Pattern PORT = Pattern.compile(":(\\d+)\\b");

  private final Process process;
  private final BufferedReader output;
  private final Writer input;

  private RunningExample(Process process) {
    this.process = process;
    this.output = process.inputReader();
    this.input = process.outputWriter();
  }

  static RunningExample start(String name, String... arguments) throws IOException {
    return start(List.of(), name, arguments);
  }

  static RunningExample start(List<String> jvmOptions, String name, String... arguments)
      throws IOException {
    return launch(command(jvmOptions, name, arguments));
  }

  /** Whether there is the program that makes terminals. */
  static boolean hasTerminal() {
    return Files.isExecutable(TERMINAL);
  }

  /** As somebody sees it who sits at a terminal; a bar that is drawn anew begins a line. */
  static RunningExample startOnTerminal(String name, String... arguments) throws IOException {
    String command = String.join("' '", command(List.of(), name, arguments));
    return launch(
        List.of(TERMINAL.toString(), "--quiet", "--command", "'" + command + "'", "/dev/null"));
  }

  private static RunningExample launch(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    killAtExit(process);
    return new RunningExample(process);
  }

  private static List<String> command(List<String> jvmOptions, String name, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path")));
    command.add("-Dasyncio.engine=" + System.getProperty("asyncio.engine"));
    command.addAll(jvmOptions);
    command.add(Example.named(name).name());
    command.addAll(List.of(arguments));
    return command;
  }

  /** For a test that is given up while it waits for a line: nobody closes this then. */
  private static void killAtExit(Process process) {
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** The next line that it prints, on either output; null at the end. */
  String line() throws IOException {
    return output.readLine();
  }

  /** What it prints up to its end. */
  List<String> remainingLines() {
    return output.lines().toList();
  }

  /** The first port that the next line names. */
  int port() throws IOException {
    String line = line();
    Matcher matcher = PORT.matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  void type(String line) throws IOException {
    input.append(line).append('\n').flush();
  }

  void endInput() throws IOException {
    input.close();
  }

  /** Asks it to end, as Ctrl-C does; what it prints meanwhile can still be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  int status() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
