/** What tests of the kit cost. */
@NullMarked
package asyncio.benchmarks.testing;

import org.jspecify.annotations.NullMarked;
