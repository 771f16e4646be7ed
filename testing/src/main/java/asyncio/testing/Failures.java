package asyncio.testing;

import asyncio.task.Action;
import org.jspecify.annotations.Nullable;

/**
 * Steps that all must be tried, whatever the others do: the first failure counts, the later ones
 * are suppressed in it. One thread.
 */
final class Failures {

  private @Nullable Throwable first;

  void attempt(Action step) {
    try {
      step.run();
    } catch (Throwable failure) {
      add(failure);
    }
  }

  private void add(Throwable failure) {
    Throwable present = first;
    if (present == null) {
      first = failure;
    } else if (present != failure) {
      present.addSuppressed(failure);
    }
  }

  void throwFirst() throws Exception {
    switch (first) {
      case null -> {}
      case Exception exception -> throw exception;
      case Error error -> throw error;
      case Throwable neither -> throw new IllegalStateException(neither);
    }
  }
}
