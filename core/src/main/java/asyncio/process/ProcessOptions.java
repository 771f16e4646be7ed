package asyncio.process;

import asyncio.stream.StreamReader;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to start a process.
 *
 * @param stdin where its input comes from
 * @param stdout where its output goes to
 * @param stderr where its error output goes to
 * @param limit how many bytes a line of its output may have, see {@link StreamReader#readUntil}
 * @param environment all of its environment, or null for a copy of this program's
 * @param directory its working folder, or null for this program's
 */
public record ProcessOptions(
    Stdio stdin,
    Stdio stdout,
    Stdio stderr,
    int limit,
    @Nullable Map<String, String> environment,
    @Nullable Path directory) {

  /** Input and outputs, environment and folder of this program; a limit of 64 KiB. */
  public static final ProcessOptions DEFAULT =
      new ProcessOptions(
          Stdio.INHERIT, Stdio.INHERIT, Stdio.INHERIT, StreamReader.DEFAULT_LIMIT, null, null);

  /** Pipes for all three. */
  public static final ProcessOptions PIPES =
      DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE).withStderr(Stdio.PIPE);

  /**
   * @throws IllegalArgumentException if the limit is not positive, or input or output cannot be
   *     what is given
   */
  public ProcessOptions {
    stdin.requireSource();
    stdout.requireTarget();
    if (stderr != Stdio.STDOUT) {
      stderr.requireTarget();
    }
    if (limit <= 0) {
      throw new IllegalArgumentException(
          "the limit must be at least 1 byte, and is "
              + limit
              + "; it bounds the length of a line");
    }
    environment = environment == null ? null : Map.copyOf(environment);
  }

  /** A copy with another input. */
  public ProcessOptions withStdin(Stdio newStdin) {
    return new ProcessOptions(newStdin, stdout, stderr, limit, environment, directory);
  }

  /** A copy with another output. */
  public ProcessOptions withStdout(Stdio newStdout) {
    return new ProcessOptions(stdin, newStdout, stderr, limit, environment, directory);
  }

  /** A copy with another error output. */
  public ProcessOptions withStderr(Stdio newStderr) {
    return new ProcessOptions(stdin, stdout, newStderr, limit, environment, directory);
  }

  /** A copy with another limit for lines. */
  public ProcessOptions withLimit(int newLimit) {
    return new ProcessOptions(stdin, stdout, stderr, newLimit, environment, directory);
  }

  /** A copy with an environment of its own; nothing of this program's is left. */
  public ProcessOptions withEnvironment(Map<String, String> newEnvironment) {
    return new ProcessOptions(
        stdin,
        stdout,
        stderr,
        limit,
        Objects.requireNonNull(newEnvironment, "newEnvironment"),
        directory);
  }

  /** A copy with another working folder. */
  public ProcessOptions withDirectory(Path newDirectory) {
    return new ProcessOptions(
        stdin,
        stdout,
        stderr,
        limit,
        environment,
        Objects.requireNonNull(newDirectory, "newDirectory"));
  }

  ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(stdin.source())
            .redirectOutput(stdout.target())
            .directory(directory == null ? null : directory.toFile());
    if (stderr == Stdio.STDOUT) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(stderr.target());
    }
    if (environment != null) {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    return builder;
  }

  /** The platform's shell with a command. */
  static List<String> shell(String command) {
    return File.separatorChar == '/'
        ? List.of("/bin/sh", "-c", command)
        : List.of("cmd.exe", "/c", command);
  }
}
