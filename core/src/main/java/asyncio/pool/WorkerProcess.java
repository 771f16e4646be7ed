package asyncio.pool;

import asyncio.worker.MessageChannel;
import asyncio.worker.Packet;
import asyncio.worker.Reply;
import asyncio.worker.WorkerClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker on this machine: a JVM, a Unix socket to it, and what it prints. Its standard input is a
 * pipe that is never written to; see {@link asyncio.worker.WorkerMain}. One thread uses it, any
 * thread may kill it.
 */
final class WorkerProcess {

  private static final int EXIT_SECONDS = 5;
  private static final int SIGNALS = 128;
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  private final String name;
  private final Process process;
  private final OutputRelay errors;
  private @Nullable WorkerClient client;
  private int calls;

  private WorkerProcess(String name, Process process, boolean quiet) {
    this.name = name;
    this.process = process;
    this.errors =
        OutputRelay.start(
            name + " err", process.getErrorStream(), () -> quiet ? NOWHERE : System.err);
    OutputRelay.start(name + " out", process.getInputStream(), () -> quiet ? NOWHERE : System.out);
  }

  /**
   * Starts a process that will connect to {@code socket}.
   *
   * @throws IOException if there is no such program, or no more processes
   */
  static WorkerProcess start(String name, WorkerCommand command, Path socket) throws IOException {
    List<String> complete = new ArrayList<>(command.words());
    complete.add(socket.toString());
    ProcessBuilder builder = new ProcessBuilder(complete);
    builder.environment().remove("JDK_JAVA_OPTIONS"); // they are meant for the parent
    return new WorkerProcess(name, builder.start(), command.quiet());
  }

  /**
   * Waits until the process has come to the meeting point.
   *
   * @throws IOException if it has ended instead
   */
  void meet(MeetingPoint meeting) throws IOException {
    var _ = process.onExit().thenRun(meeting::close);
    client = new WorkerClient(new MessageChannel(meeting.accept()));
  }

  /**
   * Runs code there.
   *
   * @throws IOException if the process has ended or does
   */
  Reply call(Packet code, ClassLoader loader) throws IOException {
    calls++;
    return client().call(code, loader);
  }

  private WorkerClient client() {
    return Objects.requireNonNull(client, "connected");
  }

  /** How many pieces of code it was given. */
  int calls() {
    return calls;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Any thread. */
  void kill() {
    process.destroyForcibly();
  }

  /** Kills it, if it is not dead already, and lets go of it. */
  void discard() {
    kill();
    closeClient();
  }

  /** Lets it end by itself, but not for long. */
  void end() {
    end(EXIT_SECONDS);
  }

  /** Lets it end by itself within a time, or else kills it. */
  void end(int limitSeconds) {
    try (WorkerClient open = client()) {
      open.requestExit();
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException gone) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** What became of a process that no longer answers, or said that it is ending. */
  BrokenWorkerException broken(String event, @Nullable Throwable cause) {
    Integer exitCode = awaitExit();
    return new BrokenWorkerException(
        this + " " + event + describe(exitCode), exitCode, errors.lastLines(), cause);
  }

  private @Nullable Integer awaitExit() {
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      return null;
    } finally {
      closeClient();
    }
  }

  private void closeClient() {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException closedAlready) {
      return;
    }
  }

  private static String describe(@Nullable Integer exitCode) {
    if (exitCode == null) {
      return "";
    }
    return exitCode > SIGNALS
        ? " (exit code " + exitCode + ": killed by signal " + (exitCode - SIGNALS) + ")"
        : " (exit code " + exitCode + ")";
  }

  @Override
  public String toString() {
    return "worker " + name + " (pid " + process.pid() + ")";
  }
}
