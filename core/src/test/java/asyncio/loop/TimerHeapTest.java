package asyncio.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The heap against a sorted set, and what cancelled timers cost. */
class TimerHeapTest {

  private static final class Timer extends Ready {

    private final long due;
    private final int number;
    private boolean cancelled;

    Timer(long due, int number) {
      this.due = due;
      this.number = number;
    }

    @Override
    protected void run() {}

    @Override
    protected boolean cancelled() {
      return cancelled;
    }

    @Override
    public String toString() {
      return "timer " + number + " due at " + due;
    }
  }

  private static final Comparator<Timer> ORDER =
      Comparator.<Timer>comparingLong(timer -> timer.due).thenComparingInt(timer -> timer.number);

  private final TimerHeap heap = new TimerHeap();
  private final TreeSet<Timer> model = new TreeSet<>(ORDER);
  private int created;

  @Test
  void agreesWithASortedSet() {
    Random random = new Random(20_260_101);
    List<Timer> all = new ArrayList<>();
    int wrongCounts = 0;
    long now = 0;
    for (int i = 0; i < 100_000; i++) {
      int choice = random.nextInt(100);
      if (choice < 50) {
        all.add(add(now + random.nextInt(1_000))); // few moments, so that many are equal
      } else if (choice < 90 && !all.isEmpty()) {
        cancel(all.get(random.nextInt(all.size())));
      } else {
        now += random.nextInt(10);
        heap.prune();
        assertThat(pollDue(now)).isEqualTo(pollDueFromModel(now));
      }
      wrongCounts += heap.live() == model.size() ? 0 : 1;
    }
    assertThat(wrongCounts).isZero();
    assertThat(pollDue(Long.MAX_VALUE)).isEqualTo(pollDueFromModel(Long.MAX_VALUE));
    assertThat(heap.isEmpty()).isTrue();
  }

  private Timer add(long due) {
    Timer timer = new Timer(due, created++);
    heap.add(due, timer);
    model.add(timer);
    return timer;
  }

  private void cancel(Timer timer) {
    if (model.remove(timer)) {
      timer.cancelled = true;
      heap.noteCancelled();
    }
  }

  private List<Ready> pollDue(long now) {
    List<Ready> due = new ArrayList<>();
    for (Ready timer = heap.pollDue(now); timer != null; timer = heap.pollDue(now)) {
      if (!timer.cancelled()) {
        due.add(timer);
      }
    }
    return due;
  }

  private List<Ready> pollDueFromModel(long now) {
    List<Ready> due = new ArrayList<>();
    while (!model.isEmpty() && model.first().due <= now) {
      due.add(model.pollFirst());
    }
    return due;
  }

  @Test
  void cancelledTimersDoNotStay() {
    Random random = new Random(7);
    List<Timer> live = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      Timer timer = new Timer(random.nextLong(1_000_000_000), i);
      heap.add(timer.due, timer);
      if (i % 10 == 0) {
        live.add(timer);
      } else {
        timer.cancelled = true;
        heap.noteCancelled();
      }
    }
    heap.prune();
    assertThat(heap.size()).isEqualTo(100_000);
    live.sort(ORDER);
    assertThat(pollDue(Long.MAX_VALUE)).isEqualTo(live);
  }

  /** The bound holds all the time, not only after a storm. */
  @Test
  void neverHoldsMuchMoreThanTwiceTheLiveTimers() {
    Random random = new Random(8);
    int worstExcess = 0;
    for (int i = 0; i < 100_000; i++) {
      cancel(add(random.nextInt(1_000)));
      if (i % 100 == 0) {
        add(1_000);
      }
      heap.prune();
      int bound = Math.max(100, 2 * model.size() + 1);
      worstExcess = Math.max(worstExcess, heap.size() - bound);
    }
    assertThat(worstExcess).isZero();
  }
}
