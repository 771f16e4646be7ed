package asyncio.queue;

import java.util.AbstractQueue;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Items in order, equal ones in the order in which they came. A tree and not a heap: it compares a
 * new item before it changes anything, so one that cannot be compared leaves it intact.
 */
final class SortedItems<E> extends AbstractQueue<E> {

  private final Comparator<? super E> order;

  /** Made for the first item, as an idle queue is to be small. */
  private @Nullable TreeSet<Entry<E>> entries;

  private long count;

  private record Entry<E>(E item, long number) {}

  SortedItems(Comparator<? super E> order) {
    this.order = order;
  }

  private int compare(Entry<E> a, Entry<E> b) {
    int byItem = order.compare(a.item(), b.item());
    return byItem == 0 ? Long.compare(a.number(), b.number()) : byItem;
  }

  /**
   * @throws IllegalArgumentException if the item cannot be compared with those that are here
   */
  @Override
  public boolean offer(E item) {
    TreeSet<Entry<E>> present = entries;
    if (present == null) {
      present = entries = new TreeSet<>(this::compare);
    }
    try {
      return present.add(new Entry<>(item, count++));
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "a priority queue compares its items, and "
              + item.getClass().getName()
              + " cannot be compared with the ones inside; implement Comparable, or give the queue"
              + " a Comparator",
          e);
    }
  }

  @Override
  public @Nullable E poll() {
    Entry<E> entry = entries == null ? null : entries.pollFirst();
    return entry == null ? null : entry.item();
  }

  @Override
  public @Nullable E peek() {
    return isEmpty() || entries == null ? null : entries.first().item();
  }

  @Override
  public int size() {
    return entries == null ? 0 : entries.size();
  }

  @Override
  public void clear() {
    entries = null;
  }

  @Override
  public Iterator<E> iterator() {
    return entries == null
        ? Collections.emptyIterator()
        : entries.stream().map(Entry::item).iterator();
  }
}
