/** Assertions for futures and exception groups, in the style of AssertJ, which they need. */
@NullMarked
package asyncio.testing.assertions;

import org.jspecify.annotations.NullMarked;
