package asyncio.http.client;

import asyncio.task.WaitQueue;

/**
 * How many may be in use at a time. Who comes first is served first; a slot goes from one hand to
 * the next, so nobody overtakes.
 *
 * <p>Not a {@link asyncio.sync.Semaphore}, of which every request would need two: there may be no
 * limit, those that are taken are counted, and taking a free one is nothing but counting.
 */
final class Slots {

  private final String what;
  private final WaitQueue line = new WaitQueue();
  private final int limit;
  private int taken;

  /**
   * Free slots.
   *
   * @param limit 0 for any number
   */
  Slots(String what, int limit) {
    this.what = what;
    this.limit = limit;
  }

  boolean tryAcquire() {
    if (limit > 0 && taken >= limit) {
      return false;
    }
    taken++;
    return true;
  }

  /** Suspends until there is one. Cancelled, nothing is taken. */
  void acquire() {
    if (!tryAcquire()) {
      line.await(this, this::release);
    }
  }

  void release() {
    if (!line.wakeNext()) {
      taken--;
    }
  }

  int taken() {
    return taken;
  }

  /** Whether nobody has a slot, or waits for one. */
  boolean isIdle() {
    return taken == 0 && line.isEmpty();
  }

  @Override
  public String toString() {
    return "one of "
        + limit
        + " connections "
        + what
        + (line.isEmpty() ? "" : ", " + line.size() + " waiting");
  }
}
