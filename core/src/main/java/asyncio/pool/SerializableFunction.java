package asyncio.pool;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function that can travel to another process; see {@link SerializableCallable}.
 *
 * @param <A> the type of the argument
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface SerializableFunction<A, T extends @Nullable Object> extends Serializable {

  /**
   * Applies it.
   *
   * @throws Exception whatever the function throws
   */
  T apply(A argument) throws Exception;
}
