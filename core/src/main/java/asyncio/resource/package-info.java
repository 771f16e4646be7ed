/**
 * Resources that are entered and left: {@code async with}, in direct style.
 *
 * <ul>
 *   <li>{@link asyncio.resource.ContextManager}: enter and exit, either of which may suspend. Made
 *       by hand, from a block that yields once ({@link asyncio.Asyncio#contextManager}), or from
 *       anything that can be closed.
 *   <li>{@link asyncio.Asyncio#with}: a block in one of them.
 *   <li>{@link asyncio.resource.ExitStack}: as many as a program finds out it needs.
 *   <li>{@link asyncio.resource.Exit}: what is told how a block was left, and may swallow or
 *       replace the failure.
 * </ul>
 *
 * <p>A resource that only has to be closed needs none of it: try-with-resources does that, and
 * {@code close} may suspend.
 *
 * <p>Nothing here keeps the thread: outside of a task all of it works until something suspends.
 */
@NullMarked
package asyncio.resource;

import org.jspecify.annotations.NullMarked;
