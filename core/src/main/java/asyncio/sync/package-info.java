/**
 * Locks, events, conditions, semaphores and barriers: tasks of one loop that wait for each other.
 *
 * <p>Each is a few lines on {@link asyncio.task.WaitQueue}, which holds the rules of fairness and
 * of cancellation. They are for tasks of one loop; other threads hand over with {@code
 * callSoonThreadsafe}. Each belongs to no loop until tasks wait for it.
 *
 * <p>Where a task gives way only where it awaits, plain data needs no lock: these are for what must
 * stay consistent <em>across</em> an await. {@link asyncio.sync.Lock}, {@link
 * asyncio.sync.Condition} and the semaphores are held with {@code try (var _ = lock.hold())}.
 */
@NullMarked
package asyncio.sync;

import org.jspecify.annotations.NullMarked;
