package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection that lives in memory, for tests and for layers above that need a stream
 * where there is no socket. Loop thread only; both ends belong to one loop.
 *
 * <p>It behaves like a socket: each direction holds a limited number of bytes, can be ended on its
 * own, and writing to an end that was closed is a broken pipe.
 */
public final class MemoryStream implements ByteStream {

  private final MemoryPipe incoming;
  private final MemoryPipe outgoing;
  private final ReadySignal readable;
  private final ReadySignal writable;
  private final MemoryStream peer;
  private boolean closed;

  /**
   * One end of a new connection; {@link #peer} is the other.
   *
   * @param capacity how many bytes may be on their way in each direction
   * @throws IllegalArgumentException if the capacity is less than 1
   */
  public static MemoryStream create(EventLoop loop, int capacity) {
    return new MemoryStream(loop, capacity);
  }

  private MemoryStream(EventLoop loop, int capacity) {
    this.incoming = new MemoryPipe(capacity);
    this.outgoing = new MemoryPipe(capacity);
    this.readable = new ReadySignal(loop, this, "readable", incoming::isReadable);
    this.writable = new ReadySignal(loop, this, "writable", outgoing::isWritable);
    this.peer = new MemoryStream(loop, this);
  }

  private MemoryStream(EventLoop loop, MemoryStream peer) {
    this.incoming = peer.outgoing;
    this.outgoing = peer.incoming;
    this.readable = new ReadySignal(loop, this, "readable", incoming::isReadable);
    this.writable = new ReadySignal(loop, this, "writable", outgoing::isWritable);
    this.peer = peer;
  }

  /** The other end. */
  public MemoryStream peer() {
    return peer;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    checkOpen();
    int count = incoming.read(target);
    if (count > 0) {
      peer.writable.changed();
    }
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    checkOpen();
    int count = outgoing.write(source);
    if (count > 0) {
      peer.readable.changed();
    }
    return count;
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void awaitReadable() throws IOException {
    readable.await();
  }

  @Override
  public void awaitWritable() throws IOException {
    writable.await();
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    readable.setCallback(callback);
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    writable.setCallback(callback);
  }

  @Override
  public boolean canHalfClose() {
    return true;
  }

  @Override
  public void shutdownOutput() throws IOException {
    checkOpen();
    outgoing.end();
    peer.readable.changed();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      outgoing.end();
      incoming.abandon();
      readable.close();
      writable.close();
      peer.readable.changed();
      peer.writable.changed();
    }
  }

  /** Knows nothing of sockets. */
  @Override
  public @Nullable Object extraInfo(String name) {
    return null;
  }

  /** How much is on its way, and whether it is closed. */
  @Override
  public String toString() {
    return "<MemoryStream in " + incoming + ", out " + outgoing + (closed ? " closed>" : ">");
  }
}
