package asyncio.resource;

import org.jspecify.annotations.Nullable;

/**
 * What happens when a block is left, and what {@code __aexit__} is in Python.
 *
 * <p>An {@link AutoCloseable} that is an exit as well is told how the block was left, wherever this
 * package would otherwise close it; {@link ExitStack} is one.
 */
@FunctionalInterface
public interface Exit {

  /**
   * Leaves the block; may suspend. What it throws takes the place of {@code failure}, which is then
   * found among the {@linkplain Throwable#getSuppressed suppressed} of what was thrown, unless one
   * of the two leads to the other already. To let the failure pass, return false rather than
   * throwing it.
   *
   * @param failure how the block was left: null in order, else what it threw, a {@link
   *     asyncio.task.CancelledError} included
   * @return true to swallow the failure; without a failure it means nothing
   * @throws Exception instead of the failure, or where there was none
   */
  boolean exit(@Nullable Throwable failure) throws Exception;
}
