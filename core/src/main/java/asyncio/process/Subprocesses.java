package asyncio.process;

import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Starts processes, for the facade. */
public final class Subprocesses {

  private Subprocesses() {}

  /** See {@link asyncio.Asyncio#createSubprocessExec(ProcessOptions, String...)}. */
  public static Process exec(ProcessOptions options, List<String> command) throws IOException {
    EventLoop loop = CurrentLoop.running();
    return new Process(loop, start(loop, options, command), options.limit());
  }

  /** See {@link asyncio.Asyncio#createSubprocessShell(ProcessOptions, String)}. */
  public static Process shell(ProcessOptions options, String command) throws IOException {
    return exec(options, ProcessOptions.shell(command));
  }

  /** See {@link asyncio.Asyncio#subprocessExec}. */
  public static <P extends SubprocessProtocol> SubprocessConnected<P> exec(
      Supplier<? extends P> protocols, ProcessOptions options, List<String> command)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    P protocol = protocols.get();
    Child child = start(loop, options, command);
    return new SubprocessConnected<>(SubprocessTransport.start(loop, child, protocol), protocol);
  }

  /** See {@link asyncio.Asyncio#subprocessShell}. */
  public static <P extends SubprocessProtocol> SubprocessConnected<P> shell(
      Supplier<? extends P> protocols, ProcessOptions options, String command) throws IOException {
    return exec(protocols, options, ProcessOptions.shell(command));
  }

  private static Child start(EventLoop loop, ProcessOptions options, List<String> command)
      throws IOException {
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException(
          "a process needs a program to run, and the command is " + command);
    }
    if (command.stream().anyMatch(part -> part.indexOf(0) >= 0)) {
      throw new IllegalArgumentException(
          "a command must not contain the character NUL, and this one does: " + command);
    }
    return Child.start(loop, options, command);
  }
}
