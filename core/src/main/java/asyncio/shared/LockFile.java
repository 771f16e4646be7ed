package asyncio.shared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A file that one thread of one process has locked at a time. Any thread.
 *
 * <p>The system's lock belongs to a process, and is lost when the process closes the file anywhere.
 * So threads of this process first take turns, and only the one whose turn it is opens the file.
 */
final class LockFile {

  private static final Map<Path, LockFile> FILES = new ConcurrentHashMap<>();

  private final Path path;
  private final Semaphore turn = new Semaphore(1, true);

  /** Of the thread whose turn it is. */
  private volatile @Nullable FileLock held;

  private LockFile(Path path) {
    this.path = path;
  }

  /** The one for a file in this process. */
  static LockFile of(Path path) {
    return FILES.computeIfAbsent(path.toAbsolutePath().normalize(), LockFile::new);
  }

  /** Takes the file away. */
  void delete() throws IOException {
    FILES.remove(path);
    Files.deleteIfExists(path);
  }

  /** Blocks until it is locked, or the thread is interrupted. */
  void lock() throws IOException {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileLockInterruptionException();
    }
    lockForTurn(FileChannel::lock);
  }

  /** Locks it if nobody has. Does not block. */
  boolean tryLock() throws IOException {
    return turn.tryAcquire() && lockForTurn(FileChannel::tryLock);
  }

  private boolean lockForTurn(Locking locking) throws IOException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      held = locking.lock(channel);
      return held != null;
    } finally {
      if (held == null) {
        close(channel);
        turn.release();
      }
    }
  }

  private static void close(@Nullable FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  void unlock() throws IOException {
    FileLock lock = held;
    if (lock == null) {
      throw new IllegalStateException(
          "only a lock that is held can be released, and " + path + " is not held by this process");
    }
    held = null;
    try {
      lock.acquiredBy().close();
    } finally {
      turn.release();
    }
  }

  boolean isHeld() {
    return held != null;
  }

  /** How to lock a channel. */
  private interface Locking {
    @Nullable FileLock lock(FileChannel channel) throws IOException;
  }
}
