package asyncio.testing;

/** A test has not ended in time. */
public final class DeadlineError extends Error {

  private static final long serialVersionUID = 1;

  /** An error whose message shows every task and where it is. */
  DeadlineError(String message) {
    super(message);
  }
}
