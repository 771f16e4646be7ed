/** Failures on their way to whoever awaits. */
@NullMarked
package asyncio.failure;

import org.jspecify.annotations.NullMarked;
