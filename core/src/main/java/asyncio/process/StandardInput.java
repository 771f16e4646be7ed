package asyncio.process;

import asyncio.stream.Connection;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is typed, or piped, into this program. Nothing interrupts a thread that reads from a
 * terminal; so a read that nobody waits for any more goes on, and who asks next gets what it
 * brings, be it in another loop. Any thread.
 */
final class StandardInput implements ByteSource {

  private static final int LARGEST_READ = 64 << 10;
  private static final StandardInput INSTANCE = new StandardInput();

  private @Nullable CompletableFuture<byte[]> underWay;
  private boolean open;

  private StandardInput() {}

  /** A connection for the running loop that only reads. */
  static Connection open() {
    EventLoop loop = CurrentLoop.running();
    INSTANCE.enter();
    return Connection.over(InputPipe.onDemand(loop, "stdin", INSTANCE));
  }

  private synchronized void enter() {
    if (open) {
      throw new IllegalStateException(
          "the standard input has one reader at a time, and somebody has opened it; close that"
              + " connection first, or share it");
    }
    open = true;
  }

  @Override
  public synchronized CompletableFuture<byte[]> read() {
    CompletableFuture<byte[]> present = underWay;
    if (present == null) {
      InputStream stream = System.in;
      present =
          CompletableFuture.supplyAsync(
              () -> readNow(stream), job -> PipeThreads.run("stdin", job));
      underWay = present;
    }
    return present.copy();
  }

  private static byte[] readNow(InputStream stream) {
    byte[] buffer = new byte[LARGEST_READ];
    try {
      int count = stream.read(buffer);
      return count < 0 ? END : Arrays.copyOf(buffer, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void claim() {
    underWay = null;
  }

  @Override
  public synchronized void close() {
    open = false;
  }
}
