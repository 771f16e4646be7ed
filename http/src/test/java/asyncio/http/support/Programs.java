package asyncio.http.support;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.ProcessOutput;
import asyncio.process.Stdio;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Programs of others, on the other end. */
public final class Programs {

  private Programs() {}

  /** Skips the test where a program is missing. */
  public static void assumePresent(String program) {
    assumeTrue(isPresent(program), () -> program + " is not installed: this test is skipped");
  }

  private static boolean isPresent(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + File.pathSeparator;
    return Stream.of((path + "/usr/sbin").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Skips the test where Python has not this library. */
  public static void assumePython(String module) throws Exception {
    assumePresent("python3");
    try (Process python = createSubprocessExec(quiet(), python(), "-c", "import " + module)) {
      assumeTrue(
          python.await() == 0,
          () -> "Python's " + module + " is not installed: this test is skipped");
    }
  }

  /** Debian's, which knows Debian's libraries, where there are several. */
  public static String python() {
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  private static ProcessOptions quiet() {
    return ProcessOptions.DEFAULT.withStdout(Stdio.DEVNULL).withStderr(Stdio.DEVNULL);
  }

  /** What a program prints; it must end well within a minute. */
  public static String output(String... command) throws Exception {
    ProcessOptions piped = ProcessOptions.DEFAULT.withStdin(Stdio.DEVNULL).withStdout(Stdio.PIPE);
    try (Process program = createSubprocessExec(piped, command)) {
      ProcessOutput output = waitFor(() -> program.communicate(), seconds(60));
      assertThat(program.returncode()).as(String.join(" ", command)).isZero();
      return new String(Objects.requireNonNull(output.stdout()), UTF_8);
    }
  }

  /** A file of the tests' resources. */
  public static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Programs.class.getResource(name), name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
