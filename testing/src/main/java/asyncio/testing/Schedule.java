package asyncio.testing;

import asyncio.spi.TurnOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One order of turns: what was decided is kept, so that the same run can be had again. A decision
 * is the index of who runs, among those who are ready; always 0 is asyncio's order. Loop thread
 * only.
 */
final class Schedule implements TurnOrder {

  private static final int TURNS_AT_MOST = 1_000_000;

  /** Who decides. */
  @FunctionalInterface
  private interface Choice {

    int among(int candidates, int turn);
  }

  private final long seed;
  private final Choice choice;
  private final List<Integer> decisions = new ArrayList<>();
  private final @Nullable Timeline timeline;
  private boolean over;

  private Schedule(long seed, Choice choice, @Nullable Timeline timeline) {
    this.seed = seed;
    this.choice = choice;
    this.timeline = timeline;
  }

  /** The schedule of a seed: each ready task is as likely as any other; 0 is asyncio's order. */
  static Schedule of(long seed) {
    if (seed == 0) {
      return replay(seed, List.of(), null);
    }
    SplittableRandom random = new SplittableRandom(seed);
    return new Schedule(seed, (candidates, _) -> random.nextInt(candidates), null);
  }

  /**
   * Decides as before, and beyond the list as asyncio.
   *
   * @param timeline writes down what happens, if it is not null
   */
  static Schedule replay(long seed, List<Integer> decisions, @Nullable Timeline timeline) {
    return new Schedule(
        seed,
        (candidates, turn) ->
            turn < decisions.size() ? Math.min(decisions.get(turn), candidates - 1) : 0,
        timeline);
  }

  /** For whatever else is left to chance in this run. */
  long seed() {
    return seed;
  }

  /** Whether somebody will read what happens: then it may cost something. */
  boolean isTold() {
    return timeline != null;
  }

  @Override
  public int next(List<?> ready) {
    if (over) {
      return 0;
    }
    int turn = decisions.size();
    if (turn == TURNS_AT_MOST) {
      throw new AssertionError("the schedule still runs after " + TURNS_AT_MOST + " turns");
    }
    int chosen = choice.among(ready.size(), turn);
    decisions.add(chosen);
    if (timeline != null) {
      timeline.turn(ready, chosen);
    }
    return chosen;
  }

  /** The program has ended; what follows is not part of it, and runs in asyncio's order. */
  void end() {
    over = true;
  }

  /** What was decided so far, turn by turn. */
  List<Integer> decisions() {
    return List.copyOf(decisions);
  }
}
