package asyncio.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing schedule easier to read: replaces decisions by asyncio's own, as many as
 * possible, while it still fails. Tries long stretches first and then halves of them (delta
 * debugging), since most decisions of a random schedule have nothing to do with its failure.
 */
final class Shrinker {

  private final Predicate<List<Integer>> fails;
  private int trialsLeft;

  /**
   * @param fails whether a schedule fails in the same way; a {@link DeadlineError} ends the
   *     shrinking with the best so far
   * @param trialsAtMost how many may be run
   */
  Shrinker(Predicate<List<Integer>> fails, int trialsAtMost) {
    this.fails = fails;
    this.trialsLeft = trialsAtMost;
  }

  List<Integer> shrink(List<Integer> failing) {
    List<Integer> best = withoutTail(failing);
    for (int stretch = best.size(); stretch > 0; stretch /= 2) {
      for (int end = best.size(); end > 0; end -= stretch) {
        List<Integer> calmer = withAsynciosOrder(best, Math.max(0, end - stretch), end);
        if (!calmer.equals(best) && stillFails(calmer)) {
          best = calmer;
        }
      }
    }
    return withoutTail(best);
  }

  private boolean stillFails(List<Integer> schedule) {
    try {
      return trialsLeft-- > 0 && fails.test(schedule);
    } catch (DeadlineError late) {
      trialsLeft = 0;
      return false;
    }
  }

  private static List<Integer> withAsynciosOrder(List<Integer> schedule, int from, int to) {
    List<Integer> calmer = new ArrayList<>(schedule);
    Collections.fill(calmer.subList(from, to), 0);
    return calmer;
  }

  /** Beyond its last decision a schedule is asyncio's anyway. */
  private static List<Integer> withoutTail(List<Integer> schedule) {
    int length = schedule.size();
    while (length > 0 && schedule.get(length - 1) == 0) {
      length--;
    }
    return List.copyOf(schedule.subList(0, length));
  }
}
