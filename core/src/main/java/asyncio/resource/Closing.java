package asyncio.resource;

import asyncio.task.CancelledError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plain resource as a context manager: what try-with-resources does with it. */
record Closing<C extends AutoCloseable>(C resource) implements ContextManager<C> {

  Closing {
    Objects.requireNonNull(resource, "resource");
  }

  @Override
  public C enter() {
    return resource;
  }

  @Override
  public boolean exit(@Nullable Throwable failure) throws Exception {
    if (resource instanceof Exit exit) {
      return exit.exit(failure);
    }
    if (failure == null) {
      resource.close();
    } else {
      closeAfter(failure);
    }
    return false;
  }

  private void closeAfter(Throwable failure) {
    try {
      resource.close();
    } catch (Throwable thrown) {
      Throwable second = CancelledError.behind(thrown);
      if (second instanceof CancelledError && !(failure instanceof CancelledError)) {
        throw Failures.raise(second); // beneath a failure that somebody handles it would be lost
      }
      if (second != failure) {
        failure.addSuppressed(second);
      }
    }
  }
}
