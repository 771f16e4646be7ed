package asyncio.process;

import asyncio.net.ByteStream;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.task.Awaitable;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running program, as {@code asyncio.subprocess.Process}; {@code createSubprocessExec} starts it.
 * Loop thread only. It is awaited like a task, and closed by try-with-resources.
 *
 * <pre>{@code
 * var options = ProcessOptions.DEFAULT.withStdout(Stdio.PIPE);
 * try (var process = createSubprocessExec(options, "ls", "-l")) {
 *   for (String line : process.stdout().lines(UTF_8)) {
 *     IO.println(line);
 *   }
 * }
 * }</pre>
 *
 * <p>Import it by its name, {@code import asyncio.process.Process;}: after {@code import module
 * asyncio;} alone, the word means the class of {@code java.lang}.
 *
 * <p>Waiting is for the process, never for its pipes: what it has started may hold them open. A
 * process that writes into a pipe which nobody reads stands still when the pipe is full, so read,
 * or use {@link #communicate}. One that still runs when its loop closes is killed.
 */
@SuppressWarnings({"AvoidCommonTypeNames", "JavaLangClash"}) // asyncio's name
public final class Process implements Awaitable<Integer>, AutoCloseable {

  /** How long {@link #close()} gives a process to end: 5 s. */
  public static final Duration STOP_GRACE = Duration.ofSeconds(5);

  private static final byte[] NOTHING = {};

  private final EventLoop loop;
  private final Child child;
  private final @Nullable Connection stdin;
  private final @Nullable Connection stdout;
  private final @Nullable Connection stderr;

  Process(EventLoop loop, Child child, int limit) {
    this.loop = loop;
    this.child = child;
    this.stdin = connection(child.stdin(), limit);
    this.stdout = connection(child.stdout(), limit);
    this.stderr = connection(child.stderr(), limit);
    child.onExit(this::exited);
  }

  private static @Nullable Connection connection(@Nullable ByteStream pipe, int limit) {
    return pipe == null ? null : Connection.over(pipe, limit);
  }

  private void exited() {
    abort(stdin);
  }

  // ---- streams

  /**
   * Its standard input; {@code Process.stdin}. Close the writer to let the process read the end.
   *
   * @throws IllegalStateException if that is no pipe
   */
  public StreamWriter stdin() {
    return require(stdin, "stdin").writer();
  }

  /**
   * Its standard output; {@code Process.stdout}.
   *
   * @throws IllegalStateException if that is no pipe
   */
  public StreamReader stdout() {
    return require(stdout, "stdout").reader();
  }

  /**
   * Its error output; {@code Process.stderr}.
   *
   * @throws IllegalStateException if that is no pipe
   */
  public StreamReader stderr() {
    return require(stderr, "stderr").reader();
  }

  private Connection require(@Nullable Connection pipe, String name) {
    if (pipe == null) {
      throw new IllegalStateException(
          name
              + "() needs a pipe, and "
              + this
              + " was started without one; use ProcessOptions.DEFAULT.with"
              + (name.equals("stdin") ? "Stdin" : name.equals("stdout") ? "Stdout" : "Stderr")
              + "(Stdio.PIPE)");
    }
    return pipe;
  }

  // ---- waiting

  /** The number that the system gave it; {@code Process.pid}. Another process may get it later. */
  public long pid() {
    return child.pid();
  }

  /**
   * Its return code, or null while it runs; {@code Process.returncode}. On Unix, -N means that
   * signal N ended it; one that exits by itself with a code from 129 to 159 looks the same.
   */
  public @Nullable Integer returncode() {
    return child.returncode();
  }

  /**
   * Waits until it has exited, and returns its return code; {@code Process.wait}. Suspends. Any
   * number of tasks may wait. Cancellation leaves the process alone.
   */
  @Override
  public Integer await() {
    return child.awaitExit(this);
  }

  /** Closes its input, reads all of its output and waits; see {@link #communicate(byte[])}. */
  public ProcessOutput communicate() throws IOException {
    return communicate(NOTHING);
  }

  /**
   * Writes {@code input}, closes its input, reads all of both outputs meanwhile, and waits until it
   * has exited; {@code Process.communicate}. Suspends. That it does not want all of the input is no
   * failure. Everything is held in memory.
   *
   * <p>If this is cancelled, the process and what it has started are killed first.
   *
   * @throws IOException if an output cannot be read
   * @throws IllegalArgumentException if there is input and no pipe for it
   */
  public ProcessOutput communicate(byte[] input) throws IOException {
    if (stdin == null && input.length > 0) {
      throw new IllegalArgumentException(
          "communicate needs a pipe for its input of "
              + input.length
              + " bytes; start the process with ProcessOptions.DEFAULT.withStdin(Stdio.PIPE)");
    }
    Task<?> feeding = loop.createTask(() -> feed(input));
    try {
      ProcessOutput output = readOutputs();
      await(); // who has closed its outputs, or has none, may still want its input
      return output;
    } catch (CancelledError cancelled) {
      stopQuietly();
      throw cancelled;
    } finally {
      feeding.cancel();
      closePipes();
    }
  }

  private ProcessOutput readOutputs() throws IOException {
    Task<byte @Nullable []> errors = loop.createTask(() -> readAll(stderr));
    try {
      byte[] output = readAll(stdout);
      return new ProcessOutput(output, errors.await(IOException.class));
    } finally {
      errors.cancel();
    }
  }

  private void feed(byte[] input) {
    if (stdin != null) {
      try {
        stdin.writer().send(input);
      } catch (IOException notWanted) {
        // its exit, or its output, tells what became of it
      }
      stdin.writer().close();
    }
  }

  private static byte @Nullable [] readAll(@Nullable Connection pipe) throws IOException {
    return pipe == null ? null : pipe.reader().read();
  }

  private void stopQuietly() {
    if (child.isRunning()) {
      try {
        StopLadder.stop(loop, child, Duration.ZERO);
      } catch (TimeoutException stuck) {
        // the cancellation is worth more; the system will end it
      }
    }
  }

  // ---- ending it

  /**
   * Asks it to end; {@code Process.terminate}. Does not suspend. Unix sends SIGTERM.
   *
   * @throws ProcessLookupError if it has ended already
   */
  public void terminate() {
    child.terminate();
  }

  /**
   * Ends it by force; {@code Process.kill}. Does not suspend. Unix sends SIGKILL.
   *
   * @throws ProcessLookupError if it has ended already
   */
  public void kill() {
    child.kill();
  }

  /**
   * Sends it a signal; {@code Process.send_signal}. Suspends until it was sent.
   *
   * @param signal its name, such as {@code INT} or {@code SIGINT}
   * @throws ProcessLookupError if it has ended already
   * @throws IllegalArgumentException if there is no such signal
   * @throws IOException if the system's shell, which sends all signals but TERM and KILL, is
   *     missing
   */
  public void sendSignal(String signal) throws IOException {
    child.sendSignal(signal);
  }

  /**
   * Ends it and all that it has started, within a limit of time: asks them, waits, kills those that
   * are left, and waits for the end of the process. A descendant whose own parent has ended is
   * found, on Linux, if the process leads a group: put {@code setsid} in front of its command.
   * Suspends. If it has ended already, nothing happens. A cancellation skips the first wait, and
   * comes through when the process has ended.
   *
   * @param grace how long they may take; zero or less: they are killed at once
   * @return its return code
   * @throws TimeoutException if it has not ended 5 s after it was killed
   */
  public int stop(Duration grace) throws TimeoutException {
    if (child.isRunning()) {
      StopLadder.stop(loop, child, grace);
    }
    return await();
  }

  /**
   * Stops it within {@link #STOP_GRACE}, if it runs, and closes its pipes. Suspends; see {@link
   * #stop}.
   *
   * @throws IOException if it cannot be stopped
   */
  @Override
  public void close() throws IOException {
    try {
      stop(STOP_GRACE);
    } catch (TimeoutException stuck) {
      throw new IOException(this + " was killed and has not ended", stuck);
    } finally {
      closePipes();
    }
  }

  private void closePipes() {
    abort(stdin);
    abort(stdout);
    abort(stderr);
  }

  private static void abort(@Nullable Connection pipe) {
    if (pipe != null) {
      pipe.abort();
    }
  }

  /** Its number. */
  @Override
  public String toString() {
    return "<Process " + pid() + ">";
  }
}
