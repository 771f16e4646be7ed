package asyncio.support;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that bad input is refused at the call, in words that help. */
public final class Refusals {

  private Refusals() {}

  /**
   * Fails unless the call throws exactly {@code type}, with a message that says the rule, what was
   * met instead, and what to do.
   */
  public static void assertRefused(
      Class<? extends Throwable> type,
      ThrowingCallable call,
      String rule,
      String actual,
      String remedy) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(type)
        .hasMessageContainingAll(rule, actual, remedy);
  }

  /** {@link #assertRefused} for a call that comes in the wrong state or at the wrong place. */
  public static void assertIllegalState(
      ThrowingCallable call, String rule, String actual, String remedy) {
    assertRefused(IllegalStateException.class, call, rule, actual, remedy);
  }

  /** {@link #assertRefused} for an argument that no state could make right. */
  public static void assertIllegalArgument(
      ThrowingCallable call, String rule, String actual, String remedy) {
    assertRefused(IllegalArgumentException.class, call, rule, actual, remedy);
  }
}
