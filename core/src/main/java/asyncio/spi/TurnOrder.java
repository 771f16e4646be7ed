package asyncio.spi;

import java.util.List;

/**
 * Chooses which of the entries that are ready runs next, for tests that look for bugs in orders
 * that do not come up by themselves. A loop without one runs them in the order in which they became
 * ready.
 */
@FunctionalInterface
public interface TurnOrder {

  /**
   * Called on the loop's bare thread, in every iteration that has something to run; the rest waits
   * for the next one. Must not block or run user code. What it throws ends the run of the loop.
   *
   * @param ready what may run now, in the order in which it became ready: tasks, and of the
   *     callbacks only the first, since callbacks run in the order of their registration. Never
   *     empty
   * @return the index of what shall run
   */
  int next(List<?> ready);
}
