/**
 * Queues between tasks of one loop: {@link asyncio.queue.Queue} (first in, first out), {@link
 * asyncio.queue.LifoQueue} (newest first) and {@link asyncio.queue.PriorityQueue} (smallest first).
 *
 * <p>A bounded one holds its producers back; {@link asyncio.queue.Queue#shutdown()} ends its
 * consumers, a for-each over it included; {@link asyncio.queue.Queue#join} waits until everything
 * was worked off; {@link asyncio.queue.Queue#forThreads} lets plain threads take part.
 */
@NullMarked
package asyncio.queue;

import org.jspecify.annotations.NullMarked;
