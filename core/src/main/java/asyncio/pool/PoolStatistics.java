package asyncio.pool;

/**
 * What a pool looked like at one moment.
 *
 * @param size how many threads or workers it may have
 * @param busy how many of them run something
 * @param queued how much work waits for one
 */
public record PoolStatistics(int size, int busy, int queued) {

  /** Whether work that came now would have to wait. */
  public boolean isSaturated() {
    return busy == size || queued > 0;
  }
}
