package asyncio.task;

/**
 * The state of a future does not allow the call, as {@code asyncio.InvalidStateError}: asked too
 * early, or completed twice.
 */
public final class InvalidStateError extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An error whose message says the rule, the state and the remedy. */
  public InvalidStateError(String message) {
    super(message);
  }
}
