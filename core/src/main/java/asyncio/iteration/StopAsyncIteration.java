package asyncio.iteration;

import java.util.NoSuchElementException;

/** There is no next item, as Python's {@code StopAsyncIteration}. Carries no stack trace. */
public final class StopAsyncIteration extends NoSuchElementException {

  private static final long serialVersionUID = 1;

  /** The end of an iteration. */
  public StopAsyncIteration() {
    super("there are no more items; ask with anext(iterator, default) where that is expected");
  }

  /** Every iteration ends with one. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // changes nothing
  public Throwable fillInStackTrace() {
    return this;
  }
}
