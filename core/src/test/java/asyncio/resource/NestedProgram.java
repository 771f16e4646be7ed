package asyncio.resource;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random program of nested resources around a body, cancelled at some moment.
 *
 * @param pauses how often the body suspends
 * @param transfers whether the body runs after everything was handed over
 * @param cancelAt after how many iterations of the loop the task is cancelled
 */
record NestedProgram(
    List<Level> levels, int pauses, boolean fails, boolean transfers, int cancelAt) {

  private static final int LEVELS_AT_MOST = 6;
  private static final int MOMENTS_AT_MOST = 20;
  private static final int PAUSES_AT_MOST = 2;

  /** The ways to get something onto a stack. */
  enum Kind {
    MANAGER,
    BLOCK,
    CLOSEABLE,
    EXIT,
    CALLBACK;

    boolean isEntered() {
      return this == MANAGER || this == BLOCK;
    }

    boolean seesFailure() {
      return isEntered() || this == EXIT;
    }
  }

  /** What happens at the end of leaving. */
  enum Answer {
    PASS,
    SWALLOW,
    FAIL,
    WRAP,
    RETHROW
  }

  /** One resource; {@code entering} and {@code leaving} are how often it suspends there. */
  record Level(Kind kind, boolean refuses, int entering, Answer answer, int leaving) {

    static Level random(Random random) {
      return new Level(
          pick(random, Kind.values()),
          random.nextInt(8) == 0,
          random.nextInt(PAUSES_AT_MOST + 1),
          pick(random, Answer.values()),
          random.nextInt(PAUSES_AT_MOST + 1));
    }

    private static <E> E pick(Random random, E[] values) {
      return values[random.nextInt(values.length)];
    }
  }

  static NestedProgram random(Random random) {
    List<Level> levels =
        IntStream.range(0, random.nextInt(LEVELS_AT_MOST + 1))
            .mapToObj(_ -> Level.random(random))
            .toList();
    return new NestedProgram(
        levels,
        random.nextInt(PAUSES_AT_MOST + 1),
        random.nextBoolean(),
        random.nextInt(4) == 0,
        random.nextInt(MOMENTS_AT_MOST));
  }
}
