package asyncio.stream;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What a read gives, one after the other, until it gives nothing. */
final class ReadIterator<T> implements Iterator<T> {

  /** A read that suspends, and returns null at the end. */
  interface Read<T> {
    @Nullable T next() throws IOException;
  }

  private final Read<T> read;
  private @Nullable T next;
  private boolean ended;

  ReadIterator(Read<T> read) {
    this.read = read;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = read.next();
      } catch (IOException e) {
        throw raise(e);
      }
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public T next() {
    T result = hasNext() ? next : null;
    if (result == null) {
      throw new NoSuchElementException("the stream has ended; ask hasNext() first");
    }
    next = null;
    return result;
  }

  /** Throws what the compiler does not expect; the return type lets callers write {@code throw}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> RuntimeException raise(Throwable throwable) throws E {
    throw (E) throwable;
  }
}
