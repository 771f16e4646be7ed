package asyncio.testing;

/** A schedule under which a program fails; the cause is the failure. */
public final class ScheduleError extends AssertionError {

  private static final long serialVersionUID = 1;

  private final long seed;

  ScheduleError(long seed, String message, Throwable failure) {
    super(message, failure);
    this.seed = seed;
  }

  /** The seed of the schedule. */
  public long seed() {
    return seed;
  }
}
