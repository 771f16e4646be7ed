package asyncio.pool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a function to some items, in a worker. */
record ChunkCall<A, T extends @Nullable Object>(
    SerializableFunction<A, T> function, ArrayList<A> items)
    implements SerializableCallable<List<T>> {

  @Override
  public List<T> call() throws Exception {
    List<T> results = new ArrayList<>(items.size());
    for (A item : items) {
      results.add(function.apply(item));
    }
    return results;
  }
}
