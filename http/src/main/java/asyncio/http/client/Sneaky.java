package asyncio.http.client;

/**
 * Throws a checked exception out of a method that does not declare it: {@link
 * asyncio.http.BodySource} knows nothing of time limits.
 */
final class Sneaky {

  private Sneaky() {}

  /** Never returns; the return type lets callers write {@code throw}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> RuntimeException raise(Throwable throwable) throws E {
    throw (E) throwable;
  }
}
