package asyncio.queue;

import java.util.ArrayDeque;

/**
 * A queue that gives the newest item first, as {@code asyncio.LifoQueue}. Loop thread only.
 *
 * @param <E> the type of the items
 */
public final class LifoQueue<E> extends Queue<E> {

  /** A queue without a limit. */
  public LifoQueue() {
    this(0);
  }

  /**
   * A queue for at most {@code maxsize} items; zero or less means no limit.
   *
   * @param maxsize the number of items
   */
  public LifoQueue(int maxsize) {
    super(maxsize, new Stack<>());
  }

  /** In place of {@code Collections.asLifoQueue}, which takes one object more. */
  private static final class Stack<E> extends ArrayDeque<E> {

    private static final long serialVersionUID = 1;

    Stack() {
      super(0);
    }

    @Override
    public boolean add(E item) {
      addFirst(item);
      return true;
    }
  }
}
