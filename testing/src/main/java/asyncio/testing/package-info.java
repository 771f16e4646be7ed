/**
 * Tools for testing programs that use asyncio.
 *
 * <p>{@link asyncio.testing.VirtualTime} makes loops whose clock jumps instead of waiting; {@link
 * asyncio.testing.CancelEverywhere} cancels a program at each of its suspensions in turn and checks
 * what is left behind.
 */
@NullMarked
package asyncio.testing;

import org.jspecify.annotations.NullMarked;
