package asyncio.resource;

import org.jspecify.annotations.Nullable;

/** Gives a value, and leaves nothing to do. */
record NullContext<T extends @Nullable Object>(T value) implements ContextManager<T> {

  @Override
  public T enter() {
    return value;
  }

  @Override
  public boolean exit(@Nullable Throwable failure) {
    return false;
  }
}
