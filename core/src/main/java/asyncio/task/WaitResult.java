package asyncio.task;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code wait} returns.
 *
 * @param done the futures that are done, in the order in which they were given
 * @param pending the others, in the same order
 * @param <T> the type of their results
 */
public record WaitResult<T extends @Nullable Object>(Set<Future<T>> done, Set<Future<T>> pending) {}
