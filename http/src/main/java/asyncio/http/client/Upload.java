package asyncio.http.client;

import asyncio.http.Body;
import asyncio.http.BodySink;
import asyncio.sync.Event;
import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.Timeout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body in a task of its own, while the response is awaited: a server may answer before it
 * has read everything, and one that sends back what it gets would wait for ever otherwise.
 */
final class Upload {

  private final PooledConnection connection;
  private final Body body;
  private final ClientTrace trace;
  private final TracedRequest request;
  private final Runnable onSent;

  /** Set when the server wants the body. */
  private final Event wanted = new Event();

  private @Nullable Task<?> task;
  private @Nullable Throwable failure;
  private boolean begun;
  private boolean complete;

  private Upload(
      PooledConnection connection,
      Body body,
      ClientTrace trace,
      TracedRequest request,
      Runnable onSent) {
    this.connection = connection;
    this.body = body;
    this.trace = trace;
    this.request = request;
    this.onSent = onSent;
  }

  /**
   * Starts one.
   *
   * @param asksFirst whether it waits until the server wants the body, as long as that is usual
   * @param onSent called when all was written
   */
  static Upload start(
      PooledConnection connection,
      Body body,
      boolean asksFirst,
      ClientTrace trace,
      TracedRequest request,
      Runnable onSent) {
    Upload upload = new Upload(connection, body, trace, request, onSent);
    upload.task = CurrentLoop.running().createTask(() -> upload.send(asksFirst));
    return upload;
  }

  /** The server wants the body. */
  void goOn() {
    wanted.set();
  }

  /** The server has answered: a body for which it was still asked is not sent. */
  void answered() {
    if (!begun) {
      cancel();
    }
  }

  private void send(boolean asksFirst) {
    try {
      if (asksFirst) {
        connection.writer().flush();
        awaitWanted();
      }
      begun = true;
      body.writeTo(trace == ClientTrace.NONE ? connection.writer() : new TracedSink());
      connection.writer().finish();
      complete = true;
      onSent.run();
    } catch (CancelledError nobodyNeedsIt) {
      throw nobodyNeedsIt;
    } catch (Throwable reason) {
      if (!connection.connection().writer().isClosing()) {
        fail(reason);
      }
    }
  }

  /** Servers that do not know the question say nothing. */
  private void awaitWanted() {
    EventLoop loop = CurrentLoop.running();
    double patience = ClientRequest.EXPECT_PATIENCE.toNanos() / 1e9;
    try {
      new Timeout(loop.time() + patience).run(() -> wanted.await());
    } catch (TimeoutException silence) {
      // the body is sent all the same
    }
  }

  /** The body cannot be sent: there will be no response, so do not wait for it. */
  private void fail(Throwable reason) {
    failure = reason;
    connection.connection().abort();
  }

  boolean isComplete() {
    return complete;
  }

  /** Why the body could not be written, or null. */
  @Nullable Throwable failure() {
    return failure;
  }

  void cancel() {
    Objects.requireNonNull(task).cancel("nobody needs the rest of the request's body");
  }

  /** Tells how much was sent. */
  private final class TracedSink implements BodySink {

    @Override
    public void write(ByteBuffer part) throws IOException {
      int bytes = part.remaining();
      connection.writer().write(part);
      trace.chunkSent(request, bytes);
    }

    @Override
    public void sendFile(FileChannel file, long offset, long count) throws IOException {
      connection.writer().sendFile(file, offset, count);
      trace.chunkSent(request, count);
    }
  }
}
