package asyncio.http.testing;

import asyncio.http.Body;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.task.CurrentLoop;
import asyncio.task.Future;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A request and its response in memory, held to the same rules as on a real server. */
final class MemoryExchange implements Exchange {

  private final TestRequest request;
  private final long contentLength;
  private final BodyPipe received = new BodyPipe();
  private final BodyPipe sent = new BodyPipe();
  private final Future<ResponseHead> head = CurrentLoop.running().createFuture();
  private @Nullable ResponseHead started;
  private long announced;
  private long written;

  MemoryExchange(TestRequest request) throws IOException {
    this.request = request;
    this.contentLength = request.body().length();
  }

  // ---- the client's side

  /** Sends the body of the request, as far as the application wants it. */
  void sendBody() throws IOException {
    try {
      request.body().writeTo(received);
    } finally {
      received.end();
    }
  }

  /** The head of the response, once it is there. */
  Future<ResponseHead> head() {
    return head;
  }

  BodyPipe response() {
    return sent;
  }

  /**
   * Checks what a server would check when the application has returned.
   *
   * @throws IllegalStateException if the response is not there, or not all of it
   */
  void finish() {
    if (started == null) {
      throw new IllegalStateException("the application has not answered " + request.head());
    }
    if (written < announced && !isHead()) {
      throw new IllegalStateException(
          "the body was announced with " + announced + " bytes, and ended after " + written);
    }
  }

  /** The application has returned; what it has written can still be read. */
  void end() {
    received.abort();
    sent.end();
  }

  /** The client has left. */
  void leave() {
    received.abort();
    sent.abort();
  }

  // ---- the application's side

  @Override
  public RequestHead request() {
    return request.head();
  }

  @Override
  public String scheme() {
    return request.scheme();
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return request.remoteAddress();
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return null;
  }

  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public @Nullable ByteBuffer read() {
    return received.read();
  }

  @Override
  public void respond(ResponseHead newHead, long length) {
    if (started != null) {
      throw new IllegalStateException("a response was started already; there is one per request");
    }
    started = newHead;
    announced = length;
    if (!head.done()) {
      head.setResult(newHead);
    }
  }

  @Override
  public boolean isResponded() {
    return started != null;
  }

  @Override
  public void flush() {
    checkStarted();
  }

  @Override
  public void write(ByteBuffer part) throws IOException {
    count(part.remaining());
    if (isHead()) {
      part.position(part.limit());
    } else {
      sent.write(part);
    }
  }

  @Override
  public void sendFile(FileChannel file, long offset, long count) throws IOException {
    count(count);
    if (!isHead()) {
      sent.sendFile(file, offset, count);
    }
  }

  private void count(long more) {
    checkStarted();
    written += more;
    if (announced != Body.UNKNOWN_LENGTH && written > announced) {
      throw new IllegalStateException(
          "the body was announced with " + announced + " bytes, and more are being written");
    }
  }

  private void checkStarted() {
    if (started == null) {
      throw new IllegalStateException("call respond() before the body of the response");
    }
  }

  private boolean isHead() {
    return request.head().method().equals("HEAD");
  }
}
