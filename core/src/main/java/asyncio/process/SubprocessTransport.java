package asyncio.process;

import asyncio.net.ByteStream;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.KeyboardInterrupt;
import asyncio.transport.Connections;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process that calls a protocol back, as {@code asyncio.SubprocessTransport}. Loop thread only.
 */
public final class SubprocessTransport {

  private final EventLoop loop;
  private final Child child;
  private final SubprocessProtocol protocol;
  private final Map<Integer, Transport> pipes = new TreeMap<>();
  private int openPipes;
  private boolean exited;
  private boolean closing;

  private SubprocessTransport(EventLoop loop, Child child, SubprocessProtocol protocol) {
    this.loop = loop;
    this.child = child;
    this.protocol = protocol;
  }

  /** Suspends until the protocols of the pipes are connected. */
  static SubprocessTransport start(EventLoop loop, Child child, SubprocessProtocol protocol) {
    SubprocessTransport transport = new SubprocessTransport(loop, child, protocol);
    transport.tell("connection_made", () -> protocol.connectionMade(transport));
    try {
      transport.connect(0, child.stdin());
      transport.connect(1, child.stdout());
      transport.connect(2, child.stderr());
    } catch (Throwable interrupted) {
      transport.close();
      transport.closeUnconnected(1, child.stdout());
      transport.closeUnconnected(2, child.stderr());
      throw interrupted;
    } finally {
      child.onExit(transport::exited);
    }
    return transport;
  }

  private void connect(int fd, @Nullable ByteStream stream) {
    if (stream != null) {
      openPipes++;
      pipes.put(fd, Connections.attach(stream, () -> new PipeProtocol(fd)).transport());
    }
  }

  /** No transport has come to own it, so none would close it. */
  private void closeUnconnected(int fd, @Nullable ByteStream stream) {
    if (stream != null && !pipes.containsKey(fd)) {
      stream.close();
    }
  }

  /** Passes on what happens to one pipe. */
  private final class PipeProtocol implements Protocol {

    private final int fd;

    PipeProtocol(int fd) {
      this.fd = fd;
    }

    @Override
    public void dataReceived(byte[] data) {
      tell("pipe_data_received", () -> protocol.pipeDataReceived(fd, data));
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      tell("pipe_connection_lost", () -> protocol.pipeConnectionLost(fd, failure));
      openPipes--;
      tellLostIfOver();
    }
  }

  private void exited() {
    exited = true;
    tell("process_exited", protocol::processExited);
    Transport stdin = pipes.get(0);
    if (stdin != null) {
      stdin.abort();
    }
    tellLostIfOver();
  }

  private void tellLostIfOver() {
    if (openPipes == 0 && exited) {
      tell("connection_lost", () -> protocol.connectionLost(null));
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private void tell(String name, Call call) {
    try {
      call.run();
    } catch (KeyboardInterrupt interrupt) {
      throw interrupt;
    } catch (Exception | Error failed) {
      loop.callExceptionHandler(
          ErrorContext.of("protocol." + name + "() failed")
              .with("exception", failed)
              .with("transport", this));
    }
  }

  // ---- the process

  /** Its number; {@code get_pid}. */
  public long getPid() {
    return child.pid();
  }

  /** Its return code, or null while it runs; {@code get_returncode}. See {@link Process}. */
  public @Nullable Integer getReturncode() {
    return child.returncode();
  }

  /**
   * The transport of a pipe, or null if there is none; {@code get_pipe_transport}.
   *
   * @param fd 0 for the input, 1 for the output, 2 for the error output
   */
  public @Nullable Transport getPipeTransport(int fd) {
    return pipes.get(fd);
  }

  /**
   * Sends a signal; {@code send_signal}. Suspends; see {@link Process#sendSignal}.
   *
   * @throws ProcessLookupError if it has ended already
   * @throws IOException as {@link Process#sendSignal} does
   */
  public void sendSignal(String signal) throws IOException {
    child.sendSignal(signal);
  }

  /**
   * Asks it to end; {@code terminate}.
   *
   * @throws ProcessLookupError if it has ended already
   */
  public void terminate() {
    child.terminate();
  }

  /**
   * Ends it by force; {@code kill}.
   *
   * @throws ProcessLookupError if it has ended already
   */
  public void kill() {
    child.kill();
  }

  /**
   * Closes the pipes, and kills the process if it runs; {@code close}. Does not suspend; {@code
   * connectionLost} tells when that is done. A second call does nothing.
   */
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    pipes.values().forEach(Transport::close);
    if (child.isRunning()) {
      child.kill();
    }
  }

  /** Whether it was closed; {@code is_closing}. */
  public boolean isClosing() {
    return closing;
  }

  /** The process and its return code. */
  @Override
  public String toString() {
    return "<SubprocessTransport of process "
        + getPid()
        + (child.isRunning() ? ", running" : ", return code " + getReturncode())
        + ">";
  }
}
