package asyncio.process;

import asyncio.leak.OpenResources;
import asyncio.net.ByteStream;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Futures;
import asyncio.task.WaitQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started for a loop, with the ends of its pipes: what {@link Process} and
 * {@link SubprocessTransport} share. Loop thread only.
 */
final class Child implements OpenResources.Resource {

  private final EventLoop loop;
  private final OpenResources open;
  private final ProcessHandle handle;
  private final Throwable started = new Throwable("it was started here");
  private final @Nullable OutputPipe stdin;
  private final @Nullable InputPipe stdout;
  private final @Nullable InputPipe stderr;
  private final WaitQueue awaitingExit = new WaitQueue();
  private @Nullable Integer returncode;
  private @Nullable Runnable onExit;

  private Child(EventLoop loop, StartedProcess started) {
    this.loop = loop;
    this.open = OpenResources.of(loop);
    this.handle = started.handle();
    this.stdin =
        started.stdin() == null
            ? null
            : new OutputPipe(loop, "stdin of process " + pid(), started.stdin());
    this.stdout = pipe("stdout", started.stdout());
    this.stderr = pipe("stderr", started.stderr());
    open.add(this);
    Futures.<Integer>wrap(started.returncode(), loop)
        .addDoneCallback(code -> exited(code.result()));
  }

  private @Nullable InputPipe pipe(String what, @Nullable BlockingSource source) {
    if (source == null) {
      return null;
    }
    String name = what + " of process " + pid();
    return source.isPipe()
        ? InputPipe.watching(loop, name, source)
        : InputPipe.readingAhead(loop, name, source);
  }

  // ---- starting

  /**
   * Starts a process: at once if that takes no time to speak of, else in a thread. Suspends until
   * the program runs. If the task is cancelled, a process that has started is killed.
   *
   * @throws IOException if the program is not there, or may not be executed
   */
  static Child start(EventLoop loop, ProcessOptions options, List<String> command)
      throws IOException {
    try {
      return new Child(
          loop,
          NativeSpawn.canStart(options)
              ? StartedProcess.start(options, command)
              : startInThread(loop, options, command));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static StartedProcess startInThread(
      EventLoop loop, ProcessOptions options, List<String> command) {
    CompletableFuture<StartedProcess> starting =
        CompletableFuture.supplyAsync(
            () -> StartedProcess.start(options, command), job -> PipeThreads.run("start", job));
    try {
      return Futures.<StartedProcess>wrap(starting.copy(), loop).await();
    } catch (CancelledError cancelled) {
      CompletableFuture<Void> _ = starting.thenAccept(StartedProcess::abandon);
      throw cancelled;
    }
  }

  // ---- the end

  private void exited(int code) {
    returncode = code;
    open.remove(this);
    Runnable callback = onExit;
    if (callback != null) {
      callback.run();
    }
    awaitingExit.wakeAll();
  }

  /** Calls {@code callback} once, when the process has exited, or now if it has. */
  void onExit(Runnable callback) {
    if (isRunning()) {
      onExit = callback;
    } else {
      callback.run();
    }
  }

  /** Null while it runs. */
  @Nullable Integer returncode() {
    return returncode;
  }

  boolean isRunning() {
    return returncode == null;
  }

  /** Suspends until it has exited. Any number of tasks may; cancellation leaves nothing behind. */
  int awaitExit(Object subject) {
    Integer code = returncode;
    while (code == null) {
      awaitingExit.await(subject);
      code = returncode;
    }
    return code;
  }

  /** The loop closes: kills it. */
  @Override
  public void close() {
    if (isRunning()) {
      System.getLogger("asyncio")
          .log(
              System.Logger.Level.WARNING,
              "killing process "
                  + pid()
                  + ", which still runs as its loop closes; await or stop() it before",
              started);
      handle.destroyForcibly();
    }
  }

  @Override
  public OpenResources.@Nullable Leftover leftover() {
    return isRunning()
        ? new OpenResources.Leftover(
            "process " + pid() + handle.info().commandLine().map(" "::concat).orElse(""), started)
        : null;
  }

  // ---- signals

  /** The system's view of it; the JDK's {@code Process.destroy} would close the pipes as well. */
  ProcessHandle handle() {
    return handle;
  }

  void terminate() {
    checkRunning("terminate");
    handle.destroy();
  }

  void kill() {
    checkRunning("kill");
    handle.destroyForcibly();
  }

  private void checkRunning(String operation) {
    if (returncode != null) {
      throw new ProcessLookupError(
          operation
              + " needs a running process, and process "
              + pid()
              + " has ended with return code "
              + returncode);
    }
  }

  /**
   * Sends any signal. The JDK knows two; the others are a shell's business. Suspends until it was
   * sent.
   */
  void sendSignal(String signal) throws IOException {
    checkRunning("sendSignal");
    switch (nameOf(signal)) {
      case "TERM" -> terminate();
      case "KILL" -> kill();
      case String other -> sendByShell(other);
    }
  }

  private static String nameOf(String signal) {
    String upper = signal.toUpperCase(Locale.ROOT);
    return upper.startsWith("SIG") ? upper.substring(3) : upper;
  }

  private void sendByShell(String name) throws IOException {
    Child shell =
        start(
            loop,
            ProcessOptions.DEFAULT.withStderr(Stdio.DEVNULL),
            List.of("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, String.valueOf(pid())));
    if (shell.awaitExit("the signal " + name) != 0 && handle.isAlive()) {
      throw new IllegalArgumentException(
          "this system has no signal " + name + "; use a name such as INT, HUP or USR1");
    }
  }

  // ---- what it is

  long pid() {
    return handle.pid();
  }

  @Nullable ByteStream stdin() {
    return stdin;
  }

  @Nullable ByteStream stdout() {
    return stdout;
  }

  @Nullable ByteStream stderr() {
    return stderr;
  }
}
