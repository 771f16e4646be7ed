package asyncio.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Measures work of many milliseconds, for which JMH is too fine; {@code rounds.py} does the same.
 */
public final class Rounds {

  private Rounds() {}

  /**
   * Does the work some times. Prints the best round, the median and all of them, in milliseconds.
   *
   * @return the best
   */
  public static double best(String title, int rounds, Callable<?> work) throws Exception {
    double[] millis = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      work.call();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    StringBuilder all = new StringBuilder();
    for (double each : millis) {
      all.append(String.format(Locale.ROOT, " %.0f", each));
    }
    System.out.printf(
        Locale.ROOT,
        "%s: best %.0f, median %.0f ms of%s%n",
        title,
        sorted[0],
        sorted[rounds / 2],
        all);
    return sorted[0];
  }
}
