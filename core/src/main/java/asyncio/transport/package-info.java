/**
 * Connections as callbacks: a {@link asyncio.transport.Transport} moves the bytes, a {@link
 * asyncio.transport.Protocol} of the user's is told what happens. What asyncio calls its low-level
 * API; most programs are simpler with streams.
 *
 * <p>The life of a protocol: {@code connectionMade}, any number of {@code dataReceived}, {@code
 * eofReceived} at most once, {@code connectionLost}. Callbacks run in the loop, one at a time, in
 * no task: they cannot await, but may start tasks.
 */
@NullMarked
package asyncio.transport;

import org.jspecify.annotations.NullMarked;
