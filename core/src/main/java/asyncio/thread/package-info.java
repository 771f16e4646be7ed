/** Threads beside the loop's own, and what they are doing. */
@NullMarked
package asyncio.thread;

import org.jspecify.annotations.NullMarked;
