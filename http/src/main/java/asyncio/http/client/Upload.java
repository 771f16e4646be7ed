package asyncio.http.client;

import asyncio.http.Body;
import asyncio.http.BodySink;
import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
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
  private @Nullable Task<?> task;
  private @Nullable Throwable failure;
  private boolean complete;

  private Upload(PooledConnection connection, Body body, ClientTrace trace, TracedRequest request) {
    this.connection = connection;
    this.body = body;
    this.trace = trace;
    this.request = request;
  }

  static Upload start(
      PooledConnection connection, Body body, ClientTrace trace, TracedRequest request) {
    Upload upload = new Upload(connection, body, trace, request);
    upload.task = CurrentLoop.running().createTask(upload::send);
    return upload;
  }

  private void send() {
    try {
      body.writeTo(trace == ClientTrace.NONE ? connection.writer() : new TracedSink());
      connection.writer().finish();
      complete = true;
    } catch (CancelledError nobodyNeedsIt) {
      throw nobodyNeedsIt;
    } catch (Throwable reason) {
      if (!connection.connection().writer().isClosing()) {
        fail(reason);
      }
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
