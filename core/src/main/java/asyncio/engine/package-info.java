/**
 * How one coroutine suspends and resumes; knows only the JDK.
 *
 * <p>An {@link asyncio.engine.Engine} makes {@linkplain asyncio.engine.Fiber fibers}; a loop
 * resumes them, one at a time. {@code FastEngine} needs one package of the JDK opened, {@code
 * PortableEngine} nothing; {@code Engines} picks one when the process first needs it. Everything
 * above this package is the same for both.
 */
@NullMarked
package asyncio.engine;

import org.jspecify.annotations.NullMarked;
