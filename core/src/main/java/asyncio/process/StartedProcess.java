package asyncio.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started, and the ends of its pipes. Any thread.
 *
 * @param handle the process
 * @param returncode how it has ended
 * @param stdin where its input is written, if that is a pipe
 * @param stdout where its output is read, if that is a pipe
 * @param stderr where its error output is read, if that is a pipe of its own
 */
record StartedProcess(
    ProcessHandle handle,
    CompletableFuture<Integer> returncode,
    @Nullable OutputStream stdin,
    @Nullable BlockingSource stdout,
    @Nullable BlockingSource stderr) {

  /**
   * Starts it. Blocks until the program was found.
   *
   * @throws UncheckedIOException if it was not, or may not be executed
   */
  static StartedProcess start(ProcessOptions options, List<String> command) {
    try {
      if (NativeSpawn.canStart(options)) {
        return NativeSpawn.start(options, command);
      }
      ProcessBuilder builder = options.builder(command);
      return of(builder, builder.start());
    } catch (IOException failure) {
      throw new UncheckedIOException(
          StartFailure.explain(failure, command.getFirst(), options.directory()));
    }
  }

  private static StartedProcess of(ProcessBuilder builder, java.lang.Process process) {
    boolean input = builder.redirectInput() == Redirect.PIPE;
    boolean output = builder.redirectOutput() == Redirect.PIPE;
    boolean errors = builder.redirectError() == Redirect.PIPE && !builder.redirectErrorStream();
    return new StartedProcess(
        process.toHandle(),
        process.onExit().thenApply(exited -> ExitStatus.returncode(exited.exitValue())),
        input ? process.getOutputStream() : null,
        output ? source("stdout", process, process.getInputStream()) : null,
        errors ? source("stderr", process, process.getErrorStream()) : null);
  }

  private static BlockingSource source(String what, java.lang.Process process, InputStream output) {
    return BlockingSource.ofProcess(what + " of process " + process.pid(), output);
  }

  /** Nobody wants it any more. */
  void abandon() {
    handle.destroyForcibly();
    if (stdin != null) {
      closeQuietly(stdin);
    }
    if (stdout != null) {
      stdout.close();
    }
    if (stderr != null) {
      stderr.close();
    }
  }

  private static void closeQuietly(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException nothingWasWritten) {
      // and nobody reads
    }
  }
}
