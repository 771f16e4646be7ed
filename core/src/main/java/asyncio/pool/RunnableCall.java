package asyncio.pool;

import org.jspecify.annotations.Nullable;

/** A runnable as a callable that can travel. */
record RunnableCall<T extends @Nullable Object>(Runnable code, T result)
    implements SerializableCallable<T> {

  @Override
  public T call() {
    code.run();
    return result;
  }
}
