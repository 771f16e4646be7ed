/** Thread and process pools on the work that {@code process_pools.py} does as well. */
@NullMarked
package asyncio.benchmarks.pools;

import org.jspecify.annotations.NullMarked;
