package asyncio.process;

import asyncio.leak.OpenResources;
import asyncio.net.ByteStream;
import asyncio.net.ReadySignal;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Futures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a pipe, or whatever else blocks its writers, as a stream of bytes. Loop thread
 * only.
 *
 * <p>What cannot be written at once is, one write at a time, by a thread that ends with {@link
 * #close}, after the write. A reader that went away is noticed by the next write.
 */
final class OutputPipe implements ByteStream, OpenResources.Resource {

  /** As much as a pipe holds. */
  private static final int LARGEST_WRITE = 64 << 10;

  private final EventLoop loop;
  private final OpenResources open;
  private final String name;
  private final OutputStream stream;
  private final ExecutorService thread;
  private final ReadySignal writable;
  private boolean writing;
  private boolean shutDown;
  private boolean closed;
  private @Nullable IOException failure;

  /** Takes over a stream, which it closes. */
  OutputPipe(EventLoop loop, String name, OutputStream stream) {
    this.loop = loop;
    this.name = name;
    this.stream = stream;
    this.thread = PipeThreads.create(name, UnaryOperator.identity());
    this.writable = new ReadySignal(loop, this, "writable", this::isWritable);
    this.open = OpenResources.of(loop);
    open.add(this);
  }

  // ---- writing

  private boolean isWritable() {
    return !writing;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    checkMayWrite();
    if (writing || !source.hasRemaining()) {
      return 0;
    }
    int written = writeAvailable(source);
    return written > 0 ? written : startWriting(source);
  }

  private int writeAvailable(ByteBuffer source) {
    return stream instanceof NonBlockingOutput pipe && source.isDirect()
        ? pipe.writeAvailable(source)
        : 0;
  }

  private int startWriting(ByteBuffer source) {
    byte[] bytes = new byte[Math.min(source.remaining(), LARGEST_WRITE)];
    source.get(bytes);
    writing = true;
    CompletableFuture<@Nullable IOException> write =
        CompletableFuture.supplyAsync(() -> writeNow(bytes), thread);
    Futures.<@Nullable IOException>wrap(write, loop).addDoneCallback(this::written);
    return bytes.length;
  }

  /** Returns its failure: of a future that fails, a loop that ends meanwhile would complain. */
  private @Nullable IOException writeNow(byte[] bytes) {
    try {
      stream.write(bytes);
      stream.flush();
      return null;
    } catch (IOException broken) {
      return broken;
    } catch (RuntimeException broken) {
      return new IOException(broken);
    }
  }

  private void written(Future<@Nullable IOException> write) {
    writing = false;
    failure = write.result();
    writable.changed();
  }

  private void checkMayWrite() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (shutDown) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean flush() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return !writing;
  }

  @Override
  public void awaitWritable() throws IOException {
    writable.await();
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    writable.setCallback(callback);
  }

  // ---- the other direction, which is none

  @Override
  public int read(ByteBuffer target) {
    throw new NonReadableChannelException();
  }

  @Override
  public void awaitReadable() {
    throw new NonReadableChannelException();
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    // never
  }

  // ---- the end

  @Override
  public boolean canHalfClose() {
    return true;
  }

  @Override
  public void shutdownOutput() {
    if (!shutDown) {
      shutDown = true;
      thread.execute(this::closeStream);
      thread.shutdown();
    }
  }

  private void closeStream() {
    try {
      stream.close();
    } catch (IOException nobodyReads) {
      // and what was written before has been told
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    open.remove(this);
    shutdownOutput();
    writable.close();
  }

  @Override
  public @Nullable Object extraInfo(String wanted) {
    return wanted.equals("pipe") ? name : null;
  }

  /** Where it writes, and its state. */
  @Override
  public String toString() {
    return "<OutputPipe " + name + (shutDown ? " closed>" : ">");
  }
}
