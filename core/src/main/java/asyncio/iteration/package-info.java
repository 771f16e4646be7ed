/**
 * Asynchronous iterators and generators: items whose next may have to be waited for.
 *
 * <p>A plain {@link java.lang.Iterable} whose iterator suspends is as good a citizen of a for-each
 * as an {@link asyncio.iteration.AsyncIterator}. {@link asyncio.iteration.AsyncGenerator} is made
 * by {@link asyncio.Asyncio#generator}; {@link asyncio.iteration.AsyncIterators} combines.
 */
@NullMarked
package asyncio.iteration;

import org.jspecify.annotations.NullMarked;
