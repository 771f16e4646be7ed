package asyncio.loop;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop: a binary heap ordered by due time, first-in-first-out among equals. Loop
 * thread only.
 *
 * <p>Keys lie in arrays of their own, so that sifting compares neighbours in memory and follows no
 * pointer. A cancelled timer stays in its place and is only counted; {@link #prune} drops them all
 * at once when they are the majority, which makes a cancellation O(1) amortised and bounds what
 * cancelled timers can keep alive (the rule and its two numbers are CPython's).
 */
public final class TimerHeap {

  private static final int PRUNE_ABOVE = 100;

  private long[] due = new long[16];
  private long[] order = new long[16];
  private @Nullable Ready[] entries = new Ready[16];
  private int size;
  private int cancelled;
  private long scheduled;

  /** The number of timers, cancelled ones that were not dropped yet included. */
  public int size() {
    return size;
  }

  /** The number of timers that are still to fire. */
  public int live() {
    return size - cancelled;
  }

  /** Adds a timer that is due at {@code dueNanos} of the loop's clock. */
  public void add(long dueNanos, Ready entry) {
    if (size == due.length) {
      grow();
    }
    place(siftUp(size++, dueNanos), dueNanos, scheduled++, entry);
  }

  /** Tells that an entry which is still in this heap was cancelled. */
  public void noteCancelled() {
    cancelled++;
  }

  /** Drops cancelled timers: those at the head always, the others when there are many. */
  void prune() {
    if (size > PRUNE_ABOVE && cancelled > size / 2) {
      rebuild();
    }
    while (size > 0 && entry(0).cancelled()) {
      removeHead();
      cancelled--;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  long headDue() {
    return due[0];
  }

  /** Removes and returns the first timer if it is due, else returns null. */
  @Nullable Ready pollDue(long nowNanos) {
    if (size == 0 || due[0] > nowNanos) {
      return null;
    }
    Ready entry = entry(0);
    removeHead();
    if (entry.cancelled()) {
      cancelled--;
    }
    entry.leftTimers();
    return entry;
  }

  /** Shows every timer that is still to fire, in no order. */
  public void forEachLive(Consumer<? super Ready> action) {
    for (int i = 0; i < size; i++) {
      if (!entry(i).cancelled()) {
        action.accept(entry(i));
      }
    }
  }

  void clear() {
    due = new long[16];
    order = new long[16];
    entries = new Ready[16];
    size = 0;
    cancelled = 0;
  }

  @SuppressWarnings("NullAway") // every slot below size holds an entry
  private Ready entry(int index) {
    return entries[index];
  }

  private void grow() {
    int capacity = size * 2;
    due = Arrays.copyOf(due, capacity);
    order = Arrays.copyOf(order, capacity);
    entries = Arrays.copyOf(entries, capacity);
  }

  private void place(int index, long dueNanos, long number, Ready entry) {
    due[index] = dueNanos;
    order[index] = number;
    entries[index] = entry;
  }

  private void move(int from, int to) {
    place(to, due[from], order[from], entry(from));
  }

  /**
   * Makes room for a new last key and returns where it belongs. Being the youngest, it passes only
   * strictly later parents.
   */
  private int siftUp(int hole, long dueNanos) {
    int index = hole;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (due[parent] <= dueNanos) {
        break;
      }
      move(parent, index);
      index = parent;
    }
    return index;
  }

  private void removeHead() {
    int last = --size;
    long dueNanos = due[last];
    long number = order[last];
    Ready entry = entry(last);
    entries[last] = null;
    if (last > 0) {
      place(siftDown(0, dueNanos, number), dueNanos, number, entry);
    }
  }

  private int siftDown(int hole, long dueNanos, long number) {
    int index = hole;
    while (true) {
      int child = 2 * index + 1;
      if (child >= size) {
        return index;
      }
      if (child + 1 < size && before(child + 1, due[child], order[child])) {
        child++;
      }
      if (!before(child, dueNanos, number)) {
        return index;
      }
      move(child, index);
      index = child;
    }
  }

  private boolean before(int index, long dueNanos, long number) {
    return due[index] < dueNanos || (due[index] == dueNanos && order[index] < number);
  }

  /**
   * Keeps the live timers, in an array of fitting size, and restores the heap from the bottom up.
   */
  private void rebuild() {
    int live = 0;
    for (int i = 0; i < size; i++) {
      if (!entry(i).cancelled()) {
        move(i, live++);
      }
    }
    int capacity = Math.max(16, Integer.highestOneBit(live) * 2);
    due = Arrays.copyOf(due, capacity);
    order = Arrays.copyOf(order, capacity);
    entries = Arrays.copyOf(entries, capacity);
    Arrays.fill(entries, live, capacity, null);
    size = live;
    cancelled = 0;
    for (int i = size / 2 - 1; i >= 0; i--) {
      long dueNanos = due[i];
      long number = order[i];
      Ready entry = entry(i);
      place(siftDown(i, dueNanos, number), dueNanos, number, entry);
    }
  }
}
