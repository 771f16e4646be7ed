package asyncio.testing.assertions;

import asyncio.task.ExceptionGroup;
import asyncio.task.Future;
import org.jspecify.annotations.Nullable;

/** Where the assertions begin; to be imported statically beside AssertJ's own. */
public final class AsyncAssertions {

  private AsyncAssertions() {}

  /** Assertions about a future or task as it is now; none of them suspends. */
  public static <T extends @Nullable Object> FutureAssert<T> assertThatFuture(
      @Nullable Future<T> actual) {
    return new FutureAssert<>(actual);
  }

  /** Assertions about a group of exceptions. */
  public static ExceptionGroupAssert assertThatGroup(@Nullable ExceptionGroup actual) {
    return new ExceptionGroupAssert(actual);
  }
}
