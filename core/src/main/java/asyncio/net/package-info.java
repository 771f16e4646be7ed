/**
 * Sockets and what is like them. {@link asyncio.net.ByteStream} is a connection that never blocks,
 * {@link asyncio.net.Listener} is where connections arrive, {@link asyncio.net.Network} makes both:
 * the system's, or a simulated one.
 */
@NullMarked
package asyncio.net;

import org.jspecify.annotations.NullMarked;
