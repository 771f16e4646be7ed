package asyncio.testing.assertions;

import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.Future;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a {@link Future} as it is now. To ask for its exception counts as reading it.
 *
 * @param <T> the type of the result
 */
public final class FutureAssert<T extends @Nullable Object>
    extends AbstractAssert<FutureAssert<T>, Future<T>> {

  FutureAssert(@Nullable Future<T> actual) {
    super(actual, FutureAssert.class);
  }

  private Future<T> present() {
    isNotNull();
    return actual;
  }

  /** It has not ended. */
  public FutureAssert<T> isPending() {
    if (present().done()) {
      failWithMessage("%nExpected to be pending:%n  %s", actual);
    }
    return this;
  }

  /** It has ended, in whatever way. */
  public FutureAssert<T> isDone() {
    if (!present().done()) {
      failWithMessage("%nExpected to be done:%n  %s", actual);
    }
    return this;
  }

  /** It has ended with a result. */
  public FutureAssert<T> hasSucceeded() {
    isDone();
    if (actual.cancelled() || actual.exception() != null) {
      failWithMessage("%nExpected to have a result:%n  %s", actual);
    }
    return this;
  }

  /** It has ended with a result equal to {@code expected}. */
  public FutureAssert<T> hasResult(T expected) {
    result().isEqualTo(expected);
    return this;
  }

  /** It has ended with a result; goes on with that. */
  public ObjectAssert<T> result() {
    hasSucceeded();
    return Assertions.assertThat(actual.result()).as("result of %s", actual);
  }

  /** It was cancelled. */
  public FutureAssert<T> isCancelled() {
    if (!present().cancelled()) {
      failWithMessage("%nExpected to be cancelled:%n  %s", actual);
    }
    return this;
  }

  /** It was cancelled with a message. */
  public FutureAssert<T> isCancelledWith(@Nullable String message) {
    isCancelled();
    try {
      actual.result();
    } catch (CancelledError cancelled) {
      Assertions.assertThat(cancelled).as("cancellation of %s", actual).hasMessage(message);
    }
    return this;
  }

  /** It has failed; goes on with the exception. */
  public AbstractThrowableAssert<?, ? extends Throwable> failure() {
    isDone();
    Throwable failure = actual.cancelled() ? null : actual.exception();
    if (failure == null) {
      failWithMessage("%nExpected to have failed:%n  %s", actual);
    }
    return Assertions.assertThat(failure).as("failure of %s", actual);
  }

  /** It has failed with an exception of a type. */
  public FutureAssert<T> hasFailedWith(Class<? extends Throwable> type) {
    failure().isInstanceOf(type);
    return this;
  }

  /** It has failed with a group; goes on with that. */
  public ExceptionGroupAssert group() {
    failure().isInstanceOf(ExceptionGroup.class);
    return new ExceptionGroupAssert((ExceptionGroup) actual.exception());
  }
}
