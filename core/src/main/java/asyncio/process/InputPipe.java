package asyncio.process;

import asyncio.leak.OpenResources;
import asyncio.net.ByteStream;
import asyncio.net.ReadySignal;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Futures;
import asyncio.task.Sleep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a pipe, or whatever else blocks its readers, as a stream of bytes. Loop thread
 * only.
 *
 * <p>What is {@linkplain ByteSource#available available} it takes at once, for the rest there are
 * the source's threads.
 */
final class InputPipe implements ByteStream, OpenResources.Resource {

  /** How many bytes a pipe that reads ahead takes before anybody wants them. */
  private static final int READ_AHEAD = 64 << 10;

  /** When a thread reads. */
  private enum Pace {
    /** When somebody waits. */
    ON_DEMAND,
    /** As long as there is room, the second read in line, so that no thread waits for the loop. */
    AHEAD,
    /** When nobody is reading and nothing can be had without: to meet the end. */
    WATCHING
  }

  private static final int READS_IN_LINE = 2;

  private final EventLoop loop;
  private final OpenResources open;
  private final String name;
  private final ByteSource source;
  private final Pace pace;
  private final ReadySignal readable;
  private final ArrayDeque<CompletableFuture<byte[]>> underWay = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();
  private int arrivedBytes;
  private @Nullable IOException failure;
  private boolean ended;
  private boolean closed;

  private InputPipe(EventLoop loop, String name, ByteSource source, Pace pace) {
    this.loop = loop;
    this.name = name;
    this.source = source;
    this.pace = pace;
    this.readable = new ReadySignal(loop, this, "readable", this::isReadable);
    this.open = OpenResources.of(loop);
    open.add(this);
    readAhead();
  }

  /** Reads only when somebody waits: what nobody wants stays for others to read. */
  static InputPipe onDemand(EventLoop loop, String name, ByteSource source) {
    return new InputPipe(loop, name, source, Pace.ON_DEMAND);
  }

  /** Reads while what was read before is being used. */
  static InputPipe readingAhead(EventLoop loop, String name, ByteSource source) {
    return new InputPipe(loop, name, source, Pace.AHEAD);
  }

  /** Leaves in the pipe what nobody wants, but for a first piece, and yet meets its end. */
  static InputPipe watching(EventLoop loop, String name, ByteSource source) {
    return new InputPipe(loop, name, source, Pace.WATCHING);
  }

  // ---- the source

  private void readAhead() {
    while (mayReadAhead()) {
      startReading();
    }
  }

  private boolean mayReadAhead() {
    return arrivedBytes < READ_AHEAD
        && !isClosed()
        && switch (pace) {
          case ON_DEMAND -> false;
          case AHEAD -> underWay.size() < READS_IN_LINE;
          case WATCHING -> underWay.isEmpty() && !readable.isWanted() && source.available() == 0;
        };
  }

  private void readOnDemand() {
    if (!isReadable() && underWay.isEmpty() && !closed) {
      startReading();
    }
  }

  private void startReading() {
    CompletableFuture<byte[]> read = source.read();
    underWay.add(read);
    Futures.wrap(read, loop).addDoneCallback(this::arrived);
  }

  /** The loop may hear of the second read before it hears of the first. */
  private void arrived(Future<byte[]> announced) {
    Throwable _ = announced.exception(); // is taken with the read
    for (var read = underWay.peek(); read != null && read.isDone(); read = underWay.peek()) {
      underWay.remove();
      if (!isClosed()) {
        source.claim();
        take(read);
      }
    }
    readable.changed();
  }

  private void take(CompletableFuture<byte[]> read) {
    if (read.isCompletedExceptionally()) {
      Throwable broken = read.exceptionNow();
      end(broken instanceof UncheckedIOException e ? e.getCause() : new IOException(broken));
    } else if (read.resultNow().length == 0) {
      end(null);
    } else {
      add(read.resultNow());
    }
  }

  private void add(byte[] bytes) {
    arrived.add(ByteBuffer.wrap(bytes));
    arrivedBytes += bytes.length;
    readAhead();
  }

  private void end(@Nullable IOException reason) {
    ended = true;
    failure = reason;
    open.remove(this);
    source.close();
    abandonReads();
  }

  /** Nobody shall wait for what may never end. */
  private void abandonReads() {
    underWay.forEach(read -> read.completeExceptionally(new AsynchronousCloseException()));
  }

  // ---- reading

  private boolean isReadable() {
    return ended || !arrived.isEmpty() || isAvailable();
  }

  /** Whether something can be had without a thread, and nothing comes before it. */
  private boolean isAvailable() {
    return arrived.isEmpty() && underWay.isEmpty() && !isClosed() && source.available() > 0;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    checkOpen();
    ByteBuffer head = arrived.peek();
    if (head == null) {
      return isAvailable() ? readAvailable(target) : endOrNothing();
    }
    int count = Math.min(head.remaining(), target.remaining());
    target.put(target.position(), head, head.position(), count).position(target.position() + count);
    head.position(head.position() + count);
    if (!head.hasRemaining()) {
      arrived.remove();
    }
    arrivedBytes -= count;
    readAhead();
    return count;
  }

  private int readAvailable(ByteBuffer target) throws IOException {
    int count = source.readAvailable(target);
    readAhead();
    return count;
  }

  private int endOrNothing() throws IOException {
    IOException reason = failure;
    if (reason != null) {
      throw reason;
    }
    return ended ? -1 : 0;
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void awaitReadable() throws IOException {
    if (isAvailable()) {
      Sleep.sleep(Duration.ZERO); // who writes faster than we read must not stop the other tasks
      return;
    }
    readOnDemand();
    readable.await();
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    readable.setCallback(callback == null ? null : () -> call(callback));
    if (callback != null) {
      readOnDemand();
    }
  }

  private void call(Runnable callback) {
    callback.run();
    if (readable.isWanted()) {
      readOnDemand();
    }
  }

  // ---- the other direction, which is none

  @Override
  public int write(ByteBuffer data) {
    throw new NonWritableChannelException();
  }

  @Override
  public void awaitWritable() {
    throw new NonWritableChannelException();
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    // never
  }

  @Override
  public boolean canHalfClose() {
    return true;
  }

  @Override
  public void shutdownOutput() {
    // there is none
  }

  // ---- the end

  /** At its end, too: nothing is held open any more. */
  @Override
  public boolean isClosed() {
    return closed || ended;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    open.remove(this);
    arrived.clear();
    if (!ended) {
      source.close();
    }
    abandonReads();
    readable.close();
  }

  @Override
  public @Nullable Object extraInfo(String wanted) {
    return wanted.equals("pipe") ? name : null;
  }

  /** What it reads, and its state. */
  @Override
  public String toString() {
    return "<InputPipe " + name + (closed ? " closed" : ended ? " at its end" : "") + ">";
  }
}
