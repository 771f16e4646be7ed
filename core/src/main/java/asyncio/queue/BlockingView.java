package asyncio.queue;

import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Threads;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue of a loop as plain threads see it; see {@link Queue#forThreads}. Any thread but the
 * loop's. It holds nothing itself: the loop carries out each call, in a task of its own.
 */
final class BlockingView<E> extends AbstractQueue<E> implements BlockingQueue<E> {

  private final Queue<E> queue;
  private final EventLoop loop;

  BlockingView(Queue<E> queue, EventLoop loop) {
    this.queue = queue;
    this.loop = loop;
  }

  // ---- waiting for room or for an item

  @Override
  public void put(E item) throws InterruptedException {
    awaitPut(item, Long.MAX_VALUE);
  }

  @Override
  public boolean offer(E item, long timeout, TimeUnit unit) throws InterruptedException {
    return timeout <= 0 ? offer(item) : awaitPut(item, unit.toNanos(timeout));
  }

  private boolean awaitPut(E item, long timeoutNanos) throws InterruptedException {
    Queue.checkNotNull(item);
    checkCaller();
    var request =
        new Request<>(
            queue::awaitRoom,
            () -> {
              queue.putNowait(item);
              return true;
            },
            queue::passRoomOn);
    return request.await(loop, timeoutNanos) != null;
  }

  @Override
  public E take() throws InterruptedException {
    return Objects.requireNonNull(awaitItem(Long.MAX_VALUE));
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    return timeout <= 0 ? poll() : awaitItem(unit.toNanos(timeout));
  }

  private @Nullable E awaitItem(long timeoutNanos) throws InterruptedException {
    checkCaller();
    return new Request<>(queue::awaitItem, queue::getNowait, queue::passItemOn)
        .await(loop, timeoutNanos);
  }

  // ---- what the queue can do at once

  @Override
  public boolean offer(E item) {
    Queue.checkNotNull(item);
    return ask(
        () -> {
          try {
            queue.putNowait(item);
            return true;
          } catch (QueueFull full) {
            return false;
          }
        });
  }

  @Override
  public @Nullable E poll() {
    return this.<@Nullable E>ask(
        () -> {
          try {
            return queue.getNowait();
          } catch (QueueEmpty empty) {
            return null;
          }
        });
  }

  @Override
  public @Nullable E peek() {
    List<E> items = items();
    return items.isEmpty() ? null : items.getFirst();
  }

  @Override
  public int size() {
    return ask(queue::qsize);
  }

  @Override
  public int remainingCapacity() {
    return ask(() -> queue.maxsize() <= 0 ? Integer.MAX_VALUE : queue.maxsize() - queue.qsize());
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int most) {
    if (target == this) {
      throw new IllegalArgumentException(
          "a queue cannot be drained into itself; give another collection");
    }
    List<E> drained = ask(() -> takeUpTo(most));
    target.addAll(drained);
    return drained.size();
  }

  @Override
  public void clear() {
    ask(() -> takeUpTo(Integer.MAX_VALUE));
  }

  private List<E> takeUpTo(int most) {
    List<E> taken = new ArrayList<>();
    while (taken.size() < most && !queue.empty()) {
      taken.add(queue.getNowait());
    }
    return taken;
  }

  /** Walks over a copy. */
  @Override
  public Iterator<E> iterator() {
    return items().iterator();
  }

  private List<E> items() {
    return ask(queue::snapshot);
  }

  /** Waits for the loop's answer, which comes without waiting for the queue. */
  private <R extends @Nullable Object> R ask(Supplier<R> question) {
    checkCaller();
    return Request.result(Threads.<R>runCoroutineThreadsafe(question::get, loop));
  }

  private void checkCaller() {
    if (CurrentLoop.is(loop)) {
      throw new IllegalStateException(
          "forThreads() is for other threads, and this was called by the loop of "
              + queue
              + ", which it would block; use the queue's own put() and get()");
    }
  }

  /** What it is a view of, without asking the loop: texts must not block. */
  @Override
  public String toString() {
    return "<Queue for threads of " + loop + ">";
  }
}
