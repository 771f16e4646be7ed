package asyncio.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.UnaryOperator;

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
  private final ThreadPoolExecutor thread;
  private byte[] buffer = new byte[SMALLEST];

  private BlockingSource(String name, InputStream stream, UnaryOperator<Runnable> wholeLife) {
    this.stream = stream;
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
    return new BlockingSource(name, closable, UnaryOperator.identity());
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
