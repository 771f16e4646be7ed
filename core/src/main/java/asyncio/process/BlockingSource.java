package asyncio.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream that blocks, in a thread of its own, which ends with {@link #close}. A thread in a
 * system call that nothing can interrupt ends when that call does.
 */
final class BlockingSource implements ByteSource {

  /** Of many pipes little is read at a time. */
  private static final int SMALLEST = 8 << 10;

  /** As much as a pipe holds. */
  private static final int LARGEST = 64 << 10;

  private final InputStream stream;
  private final @Nullable FileInputStream pipe;
  private final ThreadPoolExecutor thread;
  private byte[] buffer = new byte[SMALLEST];

  private BlockingSource(
      String name,
      InputStream stream,
      @Nullable FileInputStream pipe,
      UnaryOperator<Runnable> wholeLife) {
    this.stream = stream;
    this.pipe = pipe;
    this.thread = PipeThreads.create(name, wholeLife);
  }

  /**
   * A source over any stream, which it closes. That of a file is read through its channel, so that
   * closing it ends a read that is under way.
   */
  static BlockingSource of(String name, InputStream stream) {
    InputStream closable =
        stream instanceof FileInputStream file
            ? Channels.newInputStream(file.getChannel())
            : stream;
    return new BlockingSource(name, closable, null, UnaryOperator.identity());
  }

  /** A source over a pipe that nobody else reads: what is in it can be taken without a thread. */
  static BlockingSource ofPipe(String name, FileInputStream pipe) {
    InputStream closable = Channels.newInputStream(pipe.getChannel());
    return new BlockingSource(name, closable, pipe, UnaryOperator.identity());
  }

  /**
   * A source over the output of a process. When that exits, the JDK would drain the pipe into
   * memory and close it, and cut off what the children of the process still say. It cannot as long
   * as the reading thread holds the stream's lock.
   */
  static BlockingSource ofProcess(String name, InputStream output) {
    BlockingSource source =
        new BlockingSource(
            name,
            output,
            null,
            life ->
                () -> {
                  synchronized (output) {
                    life.run();
                  }
                });
    source.thread.prestartCoreThread();
    return source;
  }

  @Override
  public CompletableFuture<byte[]> read() {
    return CompletableFuture.supplyAsync(this::readNow, thread);
  }

  private byte[] readNow() {
    try {
      int count = stream.read(buffer);
      if (count < 0) {
        return END;
      }
      byte[] chunk = Arrays.copyOf(buffer, count);
      if (count == buffer.length && count < LARGEST) {
        buffer = new byte[Math.min(2 * count, LARGEST)];
      }
      return chunk;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it can tell what is {@link #available}. */
  boolean isPipe() {
    return pipe != null;
  }

  @Override
  public int available() {
    try {
      return pipe == null ? 0 : pipe.available();
    } catch (IOException broken) {
      return 0; // a read will explain it
    }
  }

  @Override
  public int readAvailable(ByteBuffer target) throws IOException {
    return Objects.requireNonNull(pipe).getChannel().read(target);
  }

  @Override
  public void claim() {
    // each read is a new one
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
