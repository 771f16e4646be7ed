package asyncio.queue;

import java.util.Comparator;
import java.util.Objects;

/**
 * A queue that gives the smallest item first, and of equal ones the oldest, as {@code
 * asyncio.PriorityQueue}. Loop thread only.
 *
 * @param <E> the type of the items
 */
public final class PriorityQueue<E> extends Queue<E> {

  /** A queue without a limit, in the natural order of the items. */
  public PriorityQueue() {
    this(0);
  }

  /**
   * A queue for at most {@code maxsize} items, in their natural order; zero or less means no limit.
   *
   * @param maxsize the number of items
   */
  public PriorityQueue(int maxsize) {
    this(maxsize, naturalOrder());
  }

  /** A queue without a limit, in the order of {@code comparator}. */
  public PriorityQueue(Comparator<? super E> comparator) {
    this(0, comparator);
  }

  /**
   * A queue for at most {@code maxsize} items, in the order of {@code comparator}; zero or less
   * means no limit.
   *
   * @param maxsize the number of items
   */
  public PriorityQueue(int maxsize, Comparator<? super E> comparator) {
    super(maxsize, new SortedItems<>(Objects.requireNonNull(comparator, "comparator")));
  }

  @SuppressWarnings("unchecked") // put() refuses what is not comparable
  private static <E> Comparator<E> naturalOrder() {
    return (Comparator<E>) Comparator.naturalOrder();
  }
}
