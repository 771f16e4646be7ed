package asyncio.iteration;

/** Rethrows the very exception of somebody's code, which the compiler cannot know. */
final class Sneaky {

  private Sneaky() {}

  /** Never returns; the return type lets callers write {@code throw}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> RuntimeException raise(Throwable throwable) throws E {
    throw (E) throwable;
  }
}
