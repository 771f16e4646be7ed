package asyncio.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts items into pieces of work that apply a function to several of them. */
final class Chunks<A, T extends @Nullable Object>
    implements Iterator<SerializableCallable<List<T>>> {

  private final SerializableFunction<A, T> function;
  private final Iterator<? extends A> items;
  private final int size;

  Chunks(SerializableFunction<A, T> function, Iterator<? extends A> items, int size) {
    this.function = function;
    this.items = items;
    this.size = size;
  }

  @Override
  public boolean hasNext() {
    return items.hasNext();
  }

  @Override
  public SerializableCallable<List<T>> next() {
    ArrayList<A> chunk = new ArrayList<>();
    do {
      chunk.add(items.next());
    } while (chunk.size() < size && items.hasNext());
    return new ChunkCall<>(function, chunk);
  }
}
