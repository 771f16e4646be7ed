package asyncio.spi;

/** A channel that a {@link Poller} watches. Loop thread only. */
public interface Watch {

  /**
   * What to report from now on: a set of operations of {@link java.nio.channels.SelectionKey}, 0
   * for nothing. Does nothing once the channel is closed.
   */
  void setInterest(int operations);

  /** Ends the watch at once; the channel stays open, and may be watched again. */
  void end();
}
