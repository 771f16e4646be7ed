/**
 * Streams: connections that tasks read from and write to in direct style, and servers of them.
 *
 * <p>A reader <em>pulls</em>: it reads from its {@link asyncio.net.ByteStream} in the task that
 * asks, so nothing is read that nobody wants, and a slow reader slows its peer. A writer writes at
 * once what the stream takes, and buffers the rest. Between stream and task there is no callback,
 * no other task and no copy beyond the one into the caller's array.
 */
@NullMarked
package asyncio.stream;

import org.jspecify.annotations.NullMarked;
