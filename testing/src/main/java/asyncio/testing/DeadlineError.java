package asyncio.testing;

import java.util.Arrays;

/** A test has not ended in time. */
public final class DeadlineError extends Error {

  private static final long serialVersionUID = 1;

  /** An error whose message shows every task and where it is. */
  DeadlineError(String message) {
    super(message);
  }

  /** Whether this failure, or another one after it in the same run, is that its time was over. */
  static boolean isIn(Throwable failure) {
    return failure instanceof DeadlineError
        || Arrays.stream(failure.getSuppressed()).anyMatch(DeadlineError.class::isInstance);
  }
}
