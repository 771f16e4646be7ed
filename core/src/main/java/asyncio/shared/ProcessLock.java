package asyncio.shared;

import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.Futures;
import asyncio.task.Task;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one task or thread of all processes has at a time; {@code multiprocessing.Lock}. It
 * locks a file, and the system unlocks it if its holder's process ends. Any thread, and tasks.
 *
 * <p>Among tasks and threads of one process it is fair, between processes the system decides. It is
 * not reentrant. Each task that waits for it takes a thread.
 *
 * <pre>{@code
 * try (var _ = lock.hold()) {
 *   counter.set(counter.get() + 1);
 * }
 * }</pre>
 */
public final class ProcessLock implements AutoCloseable, Serializable {

  @Serial private static final long serialVersionUID = 1;

  private final String path;
  private final boolean temporary;

  private ProcessLock(Path path, boolean temporary) {
    this.path = path.toString();
    this.temporary = temporary;
  }

  /**
   * A lock of its own, known to whom it is sent.
   *
   * @throws IOException if there is no room for its file
   */
  public static ProcessLock create() throws IOException {
    return new ProcessLock(SharedFolder.createFile(".lock"), true);
  }

  /** The lock of a file, known to all who name the file; it is created when it is first needed. */
  public static ProcessLock of(Path file) {
    return new ProcessLock(file.toAbsolutePath(), false);
  }

  private LockFile file() {
    return LockFile.of(Path.of(path));
  }

  /**
   * Acquires it. A task suspends, a thread blocks, until it is free. If the task is cancelled or
   * the thread interrupted meanwhile, it does not hold the lock.
   *
   * @throws CancelledError if the task is cancelled
   * @throws java.nio.channels.FileLockInterruptionException if the thread is interrupted
   * @throws IOException if the file cannot be opened
   */
  public void acquire() throws IOException {
    Task<?> task = CurrentLoop.taskOrNull();
    if (task == null) {
      file().lock();
    } else if (!file().tryLock()) {
      suspendUntilLocked(task);
    }
  }

  private void suspendUntilLocked(Task<?> task) throws IOException {
    CompletableFuture<@Nullable Void> locked = new CompletableFuture<>();
    Thread waiter = Thread.ofPlatform().daemon().name("asyncio-lock").start(() -> lockFor(locked));
    var _ =
        locked.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                waiter.interrupt();
              }
            });
    try {
      Futures.wrap(locked, task.getLoop()).await(IOException.class);
    } catch (CancelledError cancelled) {
      if (!locked.cancel(true) && !locked.isCompletedExceptionally()) {
        release(); // it came together with the cancellation
      }
      throw cancelled;
    }
  }

  private void lockFor(CompletableFuture<@Nullable Void> locked) {
    try {
      file().lock();
      if (!locked.complete(null)) {
        file().unlock();
      }
    } catch (Throwable failure) {
      locked.completeExceptionally(failure);
    }
  }

  /** Acquires it if it is free, and says whether it was. Does not suspend. */
  public boolean tryAcquire() throws IOException {
    return file().tryLock();
  }

  /**
   * Releases it; whoever it is that does.
   *
   * @throws IllegalStateException if nobody of this process holds it
   */
  public void release() throws IOException {
    file().unlock();
  }

  /** Acquires it until the result is closed; waits and throws as {@link #acquire}. */
  public Held hold() throws IOException {
    acquire();
    return this::release;
  }

  /** Whether this process holds it. */
  public boolean isHeld() {
    return file().isHeld();
  }

  /** Takes the file of a lock that was created without a name away. Nobody should use it after. */
  @Override
  public void close() throws IOException {
    if (temporary) {
      file().delete();
    }
  }

  @Override
  public String toString() {
    return "<ProcessLock " + path + (isHeld() ? ", held>" : ">");
  }

  /** What is held. */
  @FunctionalInterface
  public interface Held extends AutoCloseable {

    /** Releases it. */
    @Override
    void close() throws IOException;
  }
}
