package asyncio.net;

import asyncio.context.Context;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.WaitQueue;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells who wants to know that one direction of a {@link ByteStream} is ready, for streams that
 * have no channel of which the poller could tell it. Loop thread only.
 *
 * <p>As with a channel, one task may wait, and one callback may be set, which is called in every
 * iteration in which the direction is ready. The stream must say {@link #changed} whenever the
 * answer to its question may have become yes.
 */
public final class ReadySignal {

  private final EventLoop loop;
  private final Object stream;
  private final String word;
  private final BooleanSupplier ready;
  private final WaitQueue waiting = new WaitQueue();
  private @Nullable Task<?> waiter;
  private @Nullable Runnable callback;
  private Context contextOfCallback = new Context();
  private boolean callScheduled;
  private boolean closed;

  /**
   * A signal that nobody waits for.
   *
   * @param stream as messages name it
   * @param word what the stream becomes: readable or writable
   * @param ready whether it is
   */
  public ReadySignal(EventLoop loop, Object stream, String word, BooleanSupplier ready) {
    this.loop = loop;
    this.stream = stream;
    this.word = word;
    this.ready = ready;
  }

  /**
   * Suspends until the direction is ready; returns at once if it is. Cancellation leaves nothing
   * behind.
   *
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IOException if {@link #close} was or is called
   * @throws IllegalStateException if the caller is not in a task, or if another task waits
   */
  public void await() throws IOException {
    Task<?> task = CurrentLoop.requireTask("waiting for a stream");
    if (closed) {
      throw new ClosedChannelException();
    }
    Task<?> other = waiter;
    if (other != null) {
      throw new IllegalStateException(
          other.getName()
              + " waits already for "
              + this
              + "; let one task read and one task write");
    }
    if (!ready.getAsBoolean()) {
      suspend(task);
    }
  }

  private void suspend(Task<?> task) throws AsynchronousCloseException {
    waiter = task;
    try {
      waiting.await(this);
    } finally {
      if (waiter == task) {
        waiter = null;
      }
    }
    if (closed) {
      throw new AsynchronousCloseException();
    }
  }

  /**
   * Calls {@code newCallback} in every iteration in which the direction is ready, in a copy of the
   * current context; null ends it.
   */
  public void setCallback(@Nullable Runnable newCallback) {
    callback = newCallback;
    contextOfCallback = Context.copyCurrent();
    changed();
  }

  /** Whether a task waits or a callback is set. */
  public boolean isWanted() {
    return waiter != null || callback != null;
  }

  /** To be called when the direction may have become ready. Does not suspend. */
  public void changed() {
    if (isWanted() && ready.getAsBoolean()) {
      wake();
      scheduleCall();
    }
  }

  private void wake() {
    waiter = null;
    waiting.wakeAll();
  }

  private void scheduleCall() {
    if (callback != null && !callScheduled) {
      callScheduled = true;
      loop.callSoon(this::call, contextOfCallback); // not in that of who has made it ready
    }
  }

  private void call() {
    callScheduled = false;
    Runnable current = callback;
    if (current != null && ready.getAsBoolean()) {
      try {
        current.run();
      } finally {
        changed();
      }
    }
  }

  /** Ends it: who waits gets an {@link IOException}, the callback is dropped. */
  public void close() {
    closed = true;
    callback = null;
    wake();
  }

  /** The stream and what is waited for. */
  @Override
  public String toString() {
    return stream + " to be " + word;
  }
}
