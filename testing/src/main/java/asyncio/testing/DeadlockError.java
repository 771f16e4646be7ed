package asyncio.testing;

/**
 * Nothing is ready, no timer is set and nobody outside is known to be at work: the loop would wait
 * for ever.
 */
public final class DeadlockError extends Error {

  private static final long serialVersionUID = 1;

  /** An error whose message shows every task and what it waits for. */
  public DeadlockError(String message) {
    super(message);
  }
}
