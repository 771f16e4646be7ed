package asyncio.spi;

/** Told when a watched channel is ready. */
public interface ReadyListener {

  /**
   * Called inside {@link Poller#await}, on the loop's bare thread: it must not block, run user code
   * or use the poller, but for {@link Watch#setInterest}.
   *
   * @param operations what the channel is ready for, of those that it is watched for
   */
  void ready(int operations);

  /**
   * Called like {@link #ready}, or inside {@link Watch#end} of another channel, when somebody has
   * closed the channel without ending the watch, which has ended now.
   */
  void closed();
}
