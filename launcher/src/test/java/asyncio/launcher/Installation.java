package asyncio.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.Asyncio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * The script in a project folder of its own, where a test decides what has been built and which
 * tools there are. Maven is a stand-in, so that no test ever starts a build.
 */
final class Installation implements AutoCloseable {

  static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private static final List<String> TOOLS_OF_THE_USER =
      List.of(
          "JAVA_HOME",
          "JAVA25_HOME",
          "JDK_JAVA_OPTIONS",
          "JAVA_TOOL_OPTIONS",
          "CLASSPATH",
          "ASYNCIO_DEBUG");

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> started = new ArrayList<>();

  /** Nothing is built; the JDK is the one that runs the tests. */
  Installation(Path root) throws IOException {
    this.root = root;
    for (String file : List.of("asyncio", "pom.xml", "launcher/src/training/Training.java")) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.copy(PROJECT.resolve(file), root.resolve(file));
    }
    assertThat(root.resolve("asyncio").toFile().setExecutable(true)).isTrue();
    script("bin/mvn", "echo 'a test wants to build the library'; exit 1");
    environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  Path root() {
    return root;
  }

  /** A variable for all that is started from now on; null unsets it. */
  void setEnvironment(String name, String value) {
    environment.put(name, value);
  }

  void script(String path, String body) throws IOException {
    Path file = write(path, "#!/bin/sh\ncd \"" + root + "\"\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** The jars that a full build leaves behind, of the classes that are under test. */
  void installLibrary() throws IOException {
    jar(Asyncio.class, "core", "asyncio");
    jar(Launcher.class, "launcher", "asyncio-launcher");
  }

  private void jar(Class<?> member, String module, String artifact) throws IOException {
    Path jar = root.resolve(module + "/target/" + artifact + "-" + version() + ".jar");
    Files.createDirectories(jar.getParent());
    Path classes = locationOf(member);
    if (Files.isRegularFile(classes)) {
      Files.copy(classes, jar);
    } else {
      ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
      assertThat(
              tool.run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), "."))
          .isZero();
    }
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String version() throws IOException {
    return Files.readString(PROJECT.resolve("pom.xml")).split("</?version>")[1];
  }

  /** How a program ended; the last line end of what it has printed is left out. */
  record Ended(int status, String out, String err) {}

  /** {@code ./asyncio arguments}, to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    return end(start(arguments));
  }

  /** Waits for the end; what has been read before is missing. */
  Ended end(Process process) throws IOException, InterruptedException {
    String out = String.join("\n", process.inputReader().readAllLines());
    String err = String.join("\n", process.errorReader().readAllLines());
    return new Ended(process.waitFor(), out, err);
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(Signals.NOT_IGNORED);
    command.add(root.resolve("asyncio").toString());
    command.addAll(List.of(arguments));
    return startCommand(command);
  }

  /** As if on a terminal, which util-linux's {@code script} plays; no argument has a space. */
  Process startOnTerminal(String... arguments) throws IOException {
    String command = root.resolve("asyncio") + " " + String.join(" ", arguments);
    return startCommand(
        List.of("script", "--quiet", "--return", "--command", command, "/dev/null"));
  }

  private Process startCommand(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().keySet().removeAll(TOOLS_OF_THE_USER);
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Changes when a file is replaced by another one. */
  static Object identity(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }
}
