package asyncio.stream;

import asyncio.net.ByteStream;
import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Timeout;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A reader and a writer, and the end of both; for try-with-resources. Loop thread only.
 *
 * <pre>{@code
 * try (Connection connection = openConnection("localhost", 7)) {
 *   connection.writer().send("hello\n", UTF_8);
 *   IO.println(connection.reader().readLine(UTF_8));
 * }
 * }</pre>
 */
public final class Connection implements AutoCloseable {

  /** How long {@link #close()} waits at most: 30 s. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final StreamReader reader;
  private final StreamWriter writer;
  private final Endpoint endpoint;

  private Connection(EventLoop loop, ByteStream stream, int limit, boolean server) {
    endpoint = new Endpoint(loop, stream, server);
    reader = new StreamReader(limit, endpoint);
    writer = new StreamWriter(endpoint, reader);
  }

  static Connection opened(EventLoop loop, ByteStream stream, int limit) {
    return new Connection(loop, stream, limit, false);
  }

  static Connection accepted(EventLoop loop, ByteStream stream, int limit) {
    return new Connection(loop, stream, limit, true);
  }

  /** A connection over any stream of bytes, which it owns from now on, for the running loop. */
  public static Connection over(ByteStream stream) {
    return over(stream, StreamReader.DEFAULT_LIMIT);
  }

  /**
   * A connection over any stream of bytes, which it owns from now on, for the running loop.
   *
   * @param limit how many bytes a line or a part may have, see {@link StreamReader#readUntil}
   * @throws IllegalArgumentException if the limit is not positive
   * @throws IllegalStateException if no loop runs the caller
   */
  public static Connection over(ByteStream stream, int limit) {
    return opened(CurrentLoop.running(), stream, limit);
  }

  /** What comes in. */
  public StreamReader reader() {
    return reader;
  }

  /** What goes out. */
  public StreamWriter writer() {
    return writer;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** What is known under a name such as {@code peername}, or null. */
  public @Nullable Object getExtraInfo(String name) {
    return writer.getExtraInfo(name);
  }

  /** Closes it within {@link #CLOSE_TIMEOUT}, see {@link #close(Duration)}. */
  @Override
  public void close() throws IOException {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Closes it in good order, within a limit of time:
   *
   * <ol>
   *   <li>nothing is read any more, and nothing new is written;
   *   <li>what was written before is sent;
   *   <li>the other end is told that nothing more comes;
   *   <li>everything is released.
   * </ol>
   *
   * <p>Suspends only if something remains to be sent. When the time is over, or the task is
   * cancelled, what remains is dropped. If it is closed already, or lost, nothing happens.
   *
   * @throws SocketTimeoutException if the time was not enough; it says for what
   * @throws IOException if the connection was lost before everything written was sent
   */
  public void close(Duration timeout) throws IOException {
    writer.close();
    if (!endpoint.isReleased()) {
      awaitRelease(timeout);
    }
    if (writer.lostBytes() > 0 && endpoint.failure() != null) {
      var lost =
          new SocketException(
              writer.lostBytes() + " bytes were written and not sent, as " + this + " broke");
      lost.initCause(endpoint.failure());
      throw lost;
    }
  }

  private void awaitRelease(Duration timeout) throws IOException {
    double deadline = endpoint.loop().time() + timeout.toNanos() / 1e9;
    try {
      new Timeout(deadline).run(endpoint::awaitRelease);
    } catch (TimeoutException late) {
      String report =
          "closing " + this + " took more than " + timeout + ": " + writer.whatRemains();
      abort();
      throw new SocketTimeoutException(report);
    } catch (CancelledError cancelled) {
      abort();
      throw cancelled;
    }
  }

  /** Closes it at once; what was not sent yet is dropped. Does not suspend. */
  public void abort() {
    writer.abort();
  }

  /** Both ends, and its state. */
  @Override
  public String toString() {
    return "<Connection " + endpoint + ">";
  }
}
