package asyncio.queue;

import java.util.AbstractQueue;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Items in order, equal ones in the order in which they came. A tree and not a heap: it compares a
 * new item before it changes anything, so one that cannot be compared leaves it intact.
 */
final class SortedItems<E> extends AbstractQueue<E> {

  private final TreeSet<Entry<E>> entries;
  private long count;

  private record Entry<E>(E item, long number) {}

  SortedItems(Comparator<? super E> order) {
    Comparator<Entry<E>> byItem = (a, b) -> order.compare(a.item(), b.item());
    this.entries = new TreeSet<>(byItem.thenComparingLong(Entry::number));
  }

  /**
   * @throws IllegalArgumentException if the item cannot be compared with those that are here
   */
  @Override
  public boolean offer(E item) {
    try {
      return entries.add(new Entry<>(item, count++));
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
    Entry<E> entry = entries.pollFirst();
    return entry == null ? null : entry.item();
  }

  @Override
  public @Nullable E peek() {
    return entries.isEmpty() ? null : entries.first().item();
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public Iterator<E> iterator() {
    return entries.stream().map(Entry::item).iterator();
  }
}
