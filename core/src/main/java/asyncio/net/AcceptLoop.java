package asyncio.net;

import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections for a server, whatever it makes of them. Loop thread only.
 *
 * <ol>
 *   <li>{@link #start}: each time connections have arrived, takes up to a backlog of them, so that
 *       a flood of them leaves the others their turn;
 *   <li>when the system refuses, mostly because no descriptor is left, says so to the loop's
 *       exception handler, once, and tries again every second until it succeeds;
 *   <li>{@link #close}: closes the listener. Connections live on.
 * </ol>
 */
public final class AcceptLoop implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final EventLoop loop;
  private final Listener listener;
  private final int backlog;
  private final Consumer<? super ByteStream> onConnection;
  private @Nullable TimerHandle pause;
  private boolean started;

  /** Whether the exception handler knows that accepting fails. */
  private boolean reported;

  /**
   * Takes over a listener; nothing is accepted before {@link #start}.
   *
   * @param backlog how many connections to accept at a time
   * @param onConnection called in a callback of the loop with each connection, which it owns from
   *     then on; if it throws, the connection is closed, and the exception handler told
   */
  public AcceptLoop(
      EventLoop loop, Listener listener, int backlog, Consumer<? super ByteStream> onConnection) {
    this.loop = Objects.requireNonNull(loop, "loop");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.backlog = backlog;
    this.onConnection = Objects.requireNonNull(onConnection, "onConnection");
  }

  /** Starts accepting. A second call does nothing. */
  public void start() {
    if (!started) {
      started = true;
      listen();
    }
  }

  /** Stops accepting and closes the listener. A second call does nothing. */
  @Override
  public void close() {
    if (pause != null) {
      pause.cancel();
      pause = null;
    }
    listener.close();
  }

  /** What is accepted from. */
  public Listener listener() {
    return listener;
  }

  private void listen() {
    pause = null;
    listener.onConnection(this::acceptSome);
  }

  private void acceptSome() {
    for (int i = 0; i < backlog && !listener.isClosed(); i++) {
      ByteStream connection;
      try {
        connection = listener.accept();
      } catch (OutOfDescriptorsException exhausted) {
        rest("socket.accept() out of system resource", exhausted);
        return;
      } catch (IOException failure) {
        rest("socket.accept() failed", failure);
        return;
      }
      reported = false;
      if (connection == null) {
        return;
      }
      handOver(connection);
    }
  }

  private void handOver(ByteStream connection) {
    try {
      onConnection.accept(connection);
    } catch (Exception failure) {
      connection.close();
      report("Error on transport creation for incoming connection", failure);
    }
  }

  /** Connections still wait, so the listener stays ready: without a pause this would spin. */
  private void rest(String message, IOException failure) {
    listener.onConnection(null);
    pause = loop.callLater(PAUSE, this::listen);
    if (!reported) {
      reported = true;
      report(message, failure);
    }
  }

  private void report(String message, Exception failure) {
    loop.callExceptionHandler(
        ErrorContext.of(message).with("exception", failure).with("socket", listener));
  }

  @Override
  public String toString() {
    return "<AcceptLoop of " + listener + (pause == null ? ">" : ", resting>");
  }
}
