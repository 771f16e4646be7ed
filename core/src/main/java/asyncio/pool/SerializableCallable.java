package asyncio.pool;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Code with a result that can travel to another process. A lambda is serialisable if it is declared
 * as this and what it captures is.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface SerializableCallable<T extends @Nullable Object>
    extends Callable<T>, Serializable {

  /** For a lambda where a plain {@code Callable} is expected, as by {@code runInExecutor}. */
  static <T extends @Nullable Object> SerializableCallable<T> of(SerializableCallable<T> code) {
    return code;
  }
}
