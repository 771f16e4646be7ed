/** Programs that join a comparison with other runtimes on the same work. */
@NullMarked
package asyncio.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
