/**
 * How bytes get from memory and files to the system, and back: what everything that is a socket, or
 * stands on one, has in common.
 */
@NullMarked
package asyncio.transfer;

import org.jspecify.annotations.NullMarked;
