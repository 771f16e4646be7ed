/**
 * Context variables, as Python's {@code contextvars}: values that follow a task. Knows the engine,
 * to find the running fiber.
 *
 * <p>A {@link asyncio.context.ContextVar} is the key, a {@link asyncio.context.Context} the map.
 * Tasks and callbacks copy the context of whoever creates them.
 */
@NullMarked
package asyncio.context;

import org.jspecify.annotations.NullMarked;
