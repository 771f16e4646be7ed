package asyncio.queue;

import asyncio.task.CurrentLoop;
import asyncio.task.WaitQueue;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Items on their way from some tasks to others, first in, first out, as {@code asyncio.Queue}. Loop
 * thread only.
 *
 * <p>Fair: waiting consumers are woken in the order in which they came, and so are waiting
 * producers. As in asyncio, a woken task has no claim on the item or the room: a task that runs
 * before it may take it, and it waits again, at the end of the line. A task that is cancelled loses
 * no item and puts none.
 *
 * <p>A for-each over the queue takes items until the queue is shut down and empty:
 *
 * <pre>{@code
 * for (Job job : jobs) {           // suspends while the queue is empty
 *   job.run();
 *   jobs.taskDone();
 * }
 * }</pre>
 *
 * <p>Items must not be null; to mark an end, shut the queue down.
 *
 * @param <E> the type of the items
 */
public sealed class Queue<E> implements Iterable<E> permits LifoQueue, PriorityQueue {

  private final java.util.Queue<E> items;
  private final int maxsize;

  // Each line is made when the first task has to wait: most queues need one of the three at most.
  private @Nullable WaitQueue getters;
  private @Nullable WaitQueue putters;
  private @Nullable WaitQueue joiners;

  private int unfinished;
  private boolean shutDown;

  /** A queue without a limit. */
  public Queue() {
    this(0);
  }

  /**
   * A queue for at most {@code maxsize} items; zero or less means no limit, as in asyncio.
   *
   * @param maxsize the number of items
   */
  public Queue(int maxsize) {
    this(maxsize, new ArrayDeque<>(0));
  }

  Queue(int maxsize, java.util.Queue<E> items) {
    this.maxsize = maxsize;
    this.items = items;
  }

  /**
   * What a queue looked like at one moment.
   *
   * @param size how many items it held
   * @param maxsize its limit; zero or less for none
   * @param getters how many tasks waited for an item
   * @param putters how many tasks waited for room
   * @param unfinished how many items were put and not reported done
   * @param shutDown whether it was shut down
   */
  public record Statistics(
      int size, int maxsize, int getters, int putters, int unfinished, boolean shutDown) {}

  // ---- putting

  /**
   * Puts an item; {@code Queue.put}. Suspends while the queue is full. If the task is cancelled,
   * the item is not in the queue.
   *
   * @throws QueueShutDown if the queue is shut down, also while this waits
   * @throws NullPointerException if the item is null
   * @throws IllegalArgumentException if a priority queue cannot compare the item
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop wait
   */
  public final void put(E item) {
    CurrentLoop.requireTask("Queue.put");
    checkNotNull(item);
    boolean waits = full();
    awaitRoom();
    try {
      putNowait(item);
    } catch (Throwable refused) {
      if (waits) {
        passRoomOn();
      }
      throw refused;
    }
  }

  /** Suspends until there is room. */
  final void awaitRoom() {
    while (full()) {
      checkOpen();
      WaitQueue line = putters;
      if (line == null) {
        line = putters = new WaitQueue();
      }
      line.await(this, this::passRoomOn);
    }
  }

  /** For a task that was woken to put something and does not. */
  final void passRoomOn() {
    if (!full()) {
      wakeNext(putters);
    }
  }

  /**
   * Puts an item without waiting; {@code Queue.put_nowait}.
   *
   * @throws QueueFull if the queue is full
   * @throws QueueShutDown if the queue is shut down
   * @throws NullPointerException if the item is null
   * @throws IllegalArgumentException if a priority queue cannot compare the item
   * @throws IllegalStateException if called from another thread while tasks wait; nothing happens
   *     then
   */
  public final void putNowait(E item) {
    checkNotNull(item);
    checkOpen();
    if (full()) {
      throw new QueueFull(
          this + " is full; put() waits for room, full() tells whether there is some");
    }
    checkThread(getters, "Queue.putNowait");
    items.add(item);
    unfinished++;
    wakeNext(getters);
  }

  static void checkNotNull(Object item) {
    Objects.requireNonNull(
        item, "a queue's items must not be null; use Optional, or shutdown() to mark the end");
  }

  private void checkOpen() {
    if (shutDown) {
      throw new QueueShutDown(this + " takes nothing more");
    }
  }

  // ---- getting

  /**
   * Takes the next item; {@code Queue.get}. Suspends while the queue is empty. If the task is
   * cancelled, it has taken nothing.
   *
   * @throws QueueShutDown if the queue is empty and shut down, also while this waits
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop wait
   */
  public final E get() {
    CurrentLoop.requireTask("Queue.get");
    awaitItem();
    return take();
  }

  /** Suspends until there is an item. */
  final void awaitItem() {
    while (items.isEmpty()) {
      checkMoreToCome();
      WaitQueue line = getters;
      if (line == null) {
        line = getters = new WaitQueue();
      }
      line.await(this, this::passItemOn);
    }
  }

  /** For a task that was woken to take something and does not. */
  final void passItemOn() {
    if (!items.isEmpty()) {
      wakeNext(getters);
    }
  }

  /**
   * Takes the next item without waiting; {@code Queue.get_nowait}.
   *
   * @throws QueueEmpty if the queue is empty
   * @throws QueueShutDown if the queue is empty and shut down
   * @throws IllegalStateException if called from another thread while tasks wait; nothing happens
   *     then
   */
  public final E getNowait() {
    if (items.isEmpty()) {
      checkMoreToCome();
      throw new QueueEmpty(
          this + " is empty; get() waits for an item, empty() tells whether there is one");
    }
    return take();
  }

  private E take() {
    checkThread(putters, "Queue.getNowait");
    E item = items.remove();
    wakeNext(putters);
    return item;
  }

  private void checkMoreToCome() {
    if (shutDown) {
      throw new QueueShutDown(this + " is empty, and nothing more will come");
    }
  }

  /**
   * Takes items until the queue is empty and shut down. {@code hasNext} suspends while the queue is
   * empty, and holds the item that it took until {@code next}. Any number of tasks may iterate;
   * each item goes to one of them.
   */
  @Override
  public final Iterator<E> iterator() {
    return new Taking();
  }

  private final class Taking implements Iterator<E> {

    private @Nullable E taken;

    @Override
    public boolean hasNext() {
      if (taken == null && !exhausted()) {
        try {
          taken = get();
        } catch (QueueShutDown end) {
          return false;
        }
      }
      return taken != null;
    }

    private boolean exhausted() {
      return shutDown && items.isEmpty();
    }

    @Override
    public E next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the queue is shut down and empty; ask hasNext() first");
      }
      E item = Objects.requireNonNull(taken);
      taken = null;
      return item;
    }
  }

  // ---- finishing

  /**
   * Reports that an item that was taken is worked off; {@code Queue.task_done}.
   *
   * @throws IllegalStateException if called more often than items were put, or from another thread
   *     while tasks wait; nothing happens then
   */
  public final void taskDone() {
    if (unfinished == 0) {
      throw new IllegalStateException(
          "taskDone() called too many times: all items of "
              + this
              + " are done; call it once per item taken");
    }
    checkThread(joiners, "Queue.taskDone");
    unfinished--;
    wakeJoinersIfFinished();
  }

  /**
   * Waits until {@link #taskDone} was called for every item that was put; {@code Queue.join}.
   * Suspends unless that is so. Cancellation leaves nothing behind.
   *
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop wait
   */
  public final void join() {
    CurrentLoop.requireTask("Queue.join");
    if (unfinished > 0) {
      WaitQueue line = joiners;
      if (line == null) {
        line = joiners = new WaitQueue();
      }
      line.await(this);
    }
  }

  private void wakeJoinersIfFinished() {
    if (unfinished == 0) {
      wakeAll(joiners);
    }
  }

  /** Shuts down and lets what is inside be taken; see {@link #shutdown(boolean)}. */
  public final void shutdown() {
    shutdown(false);
  }

  /**
   * Refuses everything put from now on, and ends every {@link #get} once the queue is empty; {@code
   * Queue.shutdown}. Does not suspend. May be called again.
   *
   * @param immediate whether to drop what is inside; dropped items count as done
   * @throws IllegalStateException if called from another thread while tasks wait; nothing happens
   *     then
   */
  public final void shutdown(boolean immediate) {
    checkThread(getters, "Queue.shutdown");
    checkThread(putters, "Queue.shutdown");
    checkThread(joiners, "Queue.shutdown");
    shutDown = true;
    if (immediate) {
      unfinished = Math.max(0, unfinished - items.size());
      items.clear();
      wakeJoinersIfFinished();
    }
    wakeAll(getters);
    wakeAll(putters);
  }

  /** Before anything changes: {@link WaitQueue} would find out too late. */
  private static void checkThread(@Nullable WaitQueue line, String operation) {
    if (line != null) {
      line.checkThread(operation);
    }
  }

  // ---- other threads

  /**
   * This queue for plain threads, as the two-sided queues of the Python package janus: each call
   * blocks the calling thread alone, until this loop has carried it out. Threads and tasks stand in
   * the same lines, in the order in which they came.
   *
   * <p>What waits is interruptible. An interrupt, or a time-out, takes the request back: nothing
   * was put or taken then. If it comes too late for that, the call returns as if it had not come,
   * and the thread stays interrupted.
   *
   * <p>Every method throws {@link QueueShutDown} where {@link #put} and {@link #get} do, and {@link
   * IllegalStateException} if this loop calls it, which it would block, or if the loop is closed,
   * also while the thread waits. {@code remove(Object)} and the iterator's {@code remove} are not
   * supported; iterators walk over a copy. To report an item done, hand {@link #taskDone} to the
   * loop: {@code loop.callSoonThreadsafe(queue::taskDone)}.
   *
   * @throws IllegalStateException if the caller is no task or callback of a loop
   */
  public final BlockingQueue<E> forThreads() {
    return new BlockingView<>(this, CurrentLoop.running());
  }

  /** What is inside, in the order in which it would be taken. */
  final List<E> snapshot() {
    return List.copyOf(items);
  }

  // ---- lines

  private static void wakeNext(@Nullable WaitQueue line) {
    if (line != null) {
      line.wakeNext();
    }
  }

  private static void wakeAll(@Nullable WaitQueue line) {
    if (line != null) {
      line.wakeAll();
    }
  }

  // ---- state

  /** How many items it may hold; zero or less for no limit. {@code Queue.maxsize}. */
  public final int maxsize() {
    return maxsize;
  }

  /** How many items it holds; {@code Queue.qsize}. */
  public final int qsize() {
    return items.size();
  }

  /** Whether it holds nothing; {@code Queue.empty}. */
  public final boolean empty() {
    return items.isEmpty();
  }

  /** Whether there is no room; never true without a limit. {@code Queue.full}. */
  public final boolean full() {
    return maxsize > 0 && items.size() >= maxsize;
  }

  /** Items and lines at this moment. */
  public final Statistics statistics() {
    return new Statistics(
        items.size(), maxsize, sizeOf(getters), sizeOf(putters), unfinished, shutDown);
  }

  private static int sizeOf(@Nullable WaitQueue line) {
    return line == null ? 0 : line.size();
  }

  /** Kind, number of items, limit, waiting tasks, unfinished items and whether it is shut down. */
  @Override
  public String toString() {
    var text = new StringBuilder("<").append(getClass().getSimpleName());
    text.append(" size ").append(items.size());
    if (maxsize > 0) {
      text.append(" of ").append(maxsize);
    }
    append(text, "getters", sizeOf(getters));
    append(text, "putters", sizeOf(putters));
    append(text, "unfinished", unfinished);
    return text.append(shutDown ? ", shut down>" : ">").toString();
  }

  private static void append(StringBuilder text, String name, int count) {
    if (count > 0) {
      text.append(", ").append(name).append(' ').append(count);
    }
  }
}
