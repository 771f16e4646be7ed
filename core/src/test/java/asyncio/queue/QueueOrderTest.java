package asyncio.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which item comes next, and items that have no order. */
class QueueOrderTest {

  private static <E> List<E> drain(Queue<E> queue) {
    List<E> items = new ArrayList<>();
    while (!queue.empty()) {
      items.add(queue.getNowait());
    }
    return items;
  }

  @SafeVarargs
  private static <E> Queue<E> filled(Queue<E> queue, E... items) {
    for (E item : items) {
      queue.putNowait(item);
    }
    return queue;
  }

  @Test
  void firstInFirstOut() {
    assertThat(drain(filled(new Queue<>(), 3, 1, 2))).containsExactly(3, 1, 2);
  }

  @Test
  void lastInFirstOut() {
    Queue<Integer> queue = filled(new LifoQueue<>(), 3, 1, 2);
    assertThat(queue.getNowait()).isEqualTo(2);
    queue.putNowait(4);
    assertThat(drain(queue)).containsExactly(4, 1, 3);
  }

  @Test
  void smallestFirst() {
    Queue<Integer> queue = filled(new PriorityQueue<>(), 3, 1, 2, 1);
    assertThat(queue.getNowait()).isEqualTo(1);
    queue.putNowait(0);
    assertThat(drain(queue)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void ofEqualOnesTheOldestFirst() {
    Comparator<String> byLength = Comparator.comparing(String::length);
    Queue<String> queue = filled(new PriorityQueue<>(byLength), "cc", "a", "bb", "b", "aa", "c");
    assertThat(drain(queue)).containsExactly("a", "b", "c", "cc", "bb", "aa");
  }

  @Test
  void inTheOrderOfAComparator() {
    Queue<Integer> queue = filled(new PriorityQueue<>(3, Comparator.reverseOrder()), 1, 3, 2);
    assertThat(queue.full()).isTrue();
    assertThat(drain(queue)).containsExactly(3, 2, 1);
  }

  @Test
  void anImmediateShutdownDropsSortedItemsToo() {
    Queue<Integer> queue = filled(new PriorityQueue<>(), 1, 2);
    queue.shutdown(true);
    assertThat(queue.statistics()).isEqualTo(new Queue.Statistics(0, 0, 0, 0, 0, true));
  }

  // ---- items without an order

  private static void assertNotComparable(Queue<Object> queue, Object item) {
    assertIllegalArgument(
        () -> queue.putNowait(item),
        "a priority queue compares its items",
        item.getClass().getName() + " cannot be compared with the ones inside",
        "implement Comparable, or give the queue a Comparator");
  }

  @Test
  void whatCannotBeComparedIsRefusedAndTheQueueIsIntact() {
    Queue<Object> queue = new PriorityQueue<>();
    assertNotComparable(queue, new Object());
    filled(queue, 5, 3, 4, 1, 2);
    assertNotComparable(queue, "text");
    assertThat(queue.statistics()).isEqualTo(new Queue.Statistics(5, 0, 0, 0, 5, false));
    queue.putNowait(0);
    assertThat(drain(queue)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aFailingComparatorIsHeardAndTheQueueIsIntact() {
    Comparator<Integer> noFours =
        (a, b) -> {
          if (a == 4 || b == 4) {
            throw new ArithmeticException("no fours");
          }
          return Integer.compare(a, b);
        };
    Queue<Integer> queue = filled(new PriorityQueue<>(noFours), 5, 3, 1);
    assertThatThrownBy(() -> queue.putNowait(4)).hasMessage("no fours");
    assertThat(drain(queue)).containsExactly(1, 3, 5);
  }

  /** The room for which the refused producer was woken goes to the next one. */
  @Test
  void aRefusedItemDoesNotKeepOtherProducersWaiting() {
    run(
        () -> {
          Queue<Object> queue = filled(new PriorityQueue<>(2), 1, 2);
          Task<Void> refused = createTask(() -> queue.put("text"));
          Task<Void> next = createTask(() -> queue.put(3));
          settle();
          queue.getNowait();
          settle();
          assertThat(refused.exception()).isInstanceOf(IllegalArgumentException.class);
          assertThat(next.done()).isTrue();
          assertThat(drain(queue)).containsExactly(2, 3);
        });
  }

  @Test
  void aRefusedItemWakesNoConsumer() {
    run(
        () -> {
          Queue<Object> queue = new PriorityQueue<>();
          Task<Object> first = createTask(queue::get);
          Task<Object> second = createTask(queue::get);
          settle();
          assertNotComparable(queue, new Object());
          settle();
          filled(queue, 1, 2);
          assertThat(first.await()).isEqualTo(1);
          assertThat(second.await()).isEqualTo(2);
        });
  }

  @Test
  void aComparatorIsNeeded() {
    assertThatThrownBy(() -> new PriorityQueue<>((Comparator<Integer>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("comparator");
  }
}
