/**
 * Tools for testing programs that use asyncio; {@code docs/testing.md} is the tour.
 *
 * <p>{@link asyncio.testing.AsyncTest} makes a JUnit test a coroutine and audits what it leaves
 * behind; {@link asyncio.testing.VirtualTime} makes loops whose clock jumps instead of waiting;
 * {@link asyncio.testing.Schedules} runs a program in many orders; {@link
 * asyncio.testing.CancelEverywhere} cancels it at each of its suspensions in turn; {@link
 * asyncio.testing.TestKit} is what a running test can ask of its loop.
 */
@NullMarked
package asyncio.testing;

import org.jspecify.annotations.NullMarked;
