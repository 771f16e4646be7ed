/**
 * The machine inside every event loop; knows the engine and the {@code spi}.
 *
 * <p>{@link asyncio.loop.Scheduler} is the heart: it runs {@linkplain asyncio.loop.Ready entries}
 * in the order of CPython's loop. {@link asyncio.loop.TimerHeap} holds what is due later, {@code
 * Inbox} what other threads bring, {@code CallbackRunner} the fibers in which callbacks run. Tasks,
 * futures and contexts are unknown here.
 */
@NullMarked
package asyncio.loop;

import org.jspecify.annotations.NullMarked;
