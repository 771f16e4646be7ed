package asyncio.stream;

import asyncio.net.ByteStream;
import asyncio.net.Server;
import asyncio.task.CancelledError;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.KeyboardInterrupt;
import asyncio.task.Task;
import asyncio.task.TimerHandle;
import asyncio.tls.TlsOptions;
import java.io.IOException;
import java.net.SocketException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a server has accepted, with the task of its handler. When the handler ends, in
 * whatever way, the connection is closed; if it fails, the loop's exception handler is told, unless
 * all that happened is that the client has gone.
 */
final class HandledConnection implements Server.Client {

  private final EventLoop loop;
  private final Connection connection;
  private final ConnectionHandler handler;
  private final @Nullable TlsOptions tls;
  private final Task<?> task;
  private boolean aborted;

  private HandledConnection(
      EventLoop loop, ByteStream stream, ConnectionHandler handler, ServerOptions options) {
    this.loop = loop;
    this.connection = Connection.accepted(loop, stream, options.limit());
    this.handler = handler;
    this.tls = options.tls();
    this.task = loop.createTask(this::serve);
  }

  /** Serves every connection with {@code handler}. */
  static Server.Service service(EventLoop loop, ConnectionHandler handler, ServerOptions options) {
    return (stream, ended) -> {
      HandledConnection client = new HandledConnection(loop, stream, handler, options);
      client.task.addDoneCallback(_ -> client.leave(ended));
      return client;
    };
  }

  /**
   * Closes the connection. That of a cancelled handler is still the server's while the peer takes
   * what was written; so the server can abort it, and nobody can keep it for ever.
   */
  private void leave(Runnable ended) {
    Endpoint endpoint = connection.endpoint();
    close();
    if (endpoint.isReleased()) {
      ended.run();
      return;
    }
    TimerHandle patience = loop.callLater(Connection.CLOSE_TIMEOUT, this::abort);
    endpoint.onRelease(
        () -> {
          patience.cancel();
          ended.run();
        });
  }

  private void serve() {
    if (!isSecured()) {
      return;
    }
    try {
      handler.handle(connection);
    } catch (CancelledError | KeyboardInterrupt ending) {
      throw ending;
    } catch (Throwable failure) {
      tellOf(failure);
    }
    try {
      connection.close();
    } catch (IOException peerIsGone) {
      // its own loss: the handler is done, and has been told if it asked
    }
  }

  /** Whatever a stranger sends instead of a handshake is no news, but in debug mode. */
  private boolean isSecured() {
    TlsOptions options = tls;
    if (options == null) {
      return true;
    }
    try {
      connection.writer().startTls(options);
      return true;
    } catch (IOException failure) {
      if (loop.getDebug()) {
        report("Error on transport creation for incoming connection", failure);
      }
      return false;
    }
  }

  private void tellOf(Throwable failure) {
    if (isLossOfClient(failure) && !loop.getDebug()) {
      System.getLogger("asyncio")
          .log(System.Logger.Level.DEBUG, () -> "a handler has lost its client: " + connection);
    } else {
      report("Unhandled exception in client_connected_cb", failure);
    }
  }

  /**
   * Clients come and go, some with a reset, some because the server aborts them; anything else that
   * fails meanwhile is a failure.
   */
  private boolean isLossOfClient(Throwable failure) {
    return failure instanceof IOException
        && Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(this::isLoss);
  }

  private boolean isLoss(Throwable failure) {
    return failure == connection.endpoint().failure()
        || (aborted && failure instanceof SocketException);
  }

  private void report(String message, Throwable failure) {
    loop.callExceptionHandler(
        ErrorContext.of(message).with("exception", failure).with("connection", connection));
  }

  @Override
  public void close() {
    if (task.done()) {
      connection.writer().close();
    } else {
      handler.close(connection);
    }
  }

  @Override
  public void abort() {
    aborted = true;
    connection.abort();
  }

  @Override
  public void cancel(String reason) {
    task.cancel(reason);
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
