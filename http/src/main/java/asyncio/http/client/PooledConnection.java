package asyncio.http.client;

import asyncio.http.wire.Deadline;
import asyncio.http.wire.MessageWriter;
import asyncio.http.wire.ResponseReader;
import asyncio.stream.Connection;
import asyncio.task.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection to a server, for one request after the other. */
final class PooledConnection {

  private static final int HEAD_BYTES_AT_MOST = 64 << 10;

  private final HostPool home;
  private final Connection connection;
  private final ResponseReader reader;
  private final MessageWriter writer;
  private final Deadline deadline;
  private boolean late;
  private boolean reused;
  private boolean webSocket;
  private double idleSince;

  PooledConnection(EventLoop loop, HostPool home, Connection connection) {
    this.home = home;
    this.connection = connection;
    this.reader = new ResponseReader(connection.reader(), HEAD_BYTES_AT_MOST);
    this.writer = new MessageWriter(connection.writer());
    this.deadline = new Deadline(loop, this::timeIsOver);
  }

  HostPool home() {
    return home;
  }

  Connection connection() {
    return connection;
  }

  ResponseReader reader() {
    return reader;
  }

  MessageWriter writer() {
    return writer;
  }

  // ---- time

  /** Cuts the connection at this time, unless another is set before. */
  void setDeadline(double when) {
    if (when == Double.POSITIVE_INFINITY) {
      deadline.clear();
    } else {
      deadline.setAt(when);
    }
  }

  private void timeIsOver() {
    late = true;
    connection.abort();
  }

  /** It speaks another protocol from now on, which has its own times. */
  void becomeWebSocket() {
    deadline.end();
    webSocket = true;
  }

  boolean isWebSocket() {
    return webSocket;
  }

  /** Whether it was cut, as its time was over. */
  boolean isLate() {
    return late;
  }

  // ---- between requests

  /** Whether it has served another request before. */
  boolean isReused() {
    return reused;
  }

  void startIdling(double now) {
    deadline.clear();
    reused = true;
    idleSince = now;
  }

  double idleSince() {
    return idleSince;
  }

  /**
   * Whether the next request can be sent: the server has not closed it, and has not sent what
   * nobody asked for. Does not suspend.
   */
  boolean isQuiet() {
    try {
      return !reader.hasMore() && connection.reader().tryRead(ByteBuffer.allocate(1)) == 0;
    } catch (IOException broken) {
      return false;
    }
  }

  // ---- the end

  /** Ends it in good order; that goes on in the background. */
  void close() {
    deadline.end();
    connection.writer().close();
  }

  void abort() {
    deadline.end();
    connection.abort();
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
