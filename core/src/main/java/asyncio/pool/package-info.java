/**
 * Work beside the loop: {@link asyncio.pool.ThreadPool} for code that blocks, {@link
 * asyncio.pool.ProcessPool} for code that computes and must be stoppable. Both are executors of the
 * JDK, and of {@code runInExecutor}.
 */
@NullMarked
package asyncio.pool;

import org.jspecify.annotations.NullMarked;
