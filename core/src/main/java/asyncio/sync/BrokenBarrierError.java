package asyncio.sync;

/**
 * A barrier was reset or aborted while a task waited for it, or is aborted, as {@code
 * asyncio.BrokenBarrierError}.
 */
public final class BrokenBarrierError extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An error whose message says what happened. */
  public BrokenBarrierError(String message) {
    super(message);
  }
}
