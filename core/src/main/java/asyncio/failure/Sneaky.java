package asyncio.failure;

/** Rethrows the very exception of somebody's code, which the compiler cannot know. Any thread. */
public final class Sneaky {

  private Sneaky() {}

  /** Never returns; the return type lets callers write {@code throw}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <E extends Throwable> RuntimeException raise(Throwable throwable) throws E {
    throw (E) throwable;
  }
}
