package asyncio.spi;

/** Told when a watched channel is ready. */
@FunctionalInterface
public interface ReadyListener {

  /**
   * Called inside {@link Poller#await}, on the loop's bare thread: it must not block, run user code
   * or use the poller, but for {@link Watch#setInterest}.
   *
   * @param operations what the channel is ready for, of those that it is watched for
   */
  void ready(int operations);
}
