package asyncio.loop;

/** An entry of the ready queue. Everything about it happens on the loop's thread. */
public abstract class Ready {

  /**
   * Does the work, on the bare thread of the loop: it may resume a fiber and change queues, but
   * runs no user code, takes no lock and throws nothing.
   */
  protected abstract void run();

  /** Who goes on when this runs, for a {@link asyncio.spi.TurnOrder}. */
  protected Object subject() {
    return this;
  }

  /** Told when the timer heap gives this entry out because it is due. */
  protected void leftTimers() {}

  /** Whether the timer heap may drop this entry. */
  protected boolean cancelled() {
    return false;
  }
}
