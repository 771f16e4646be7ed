/**
 * What leaves through a stream of bytes that does not take everything at once: the queue of what is
 * to be sent, and the goodbye at its end. Streams and transports share it.
 */
@NullMarked
package asyncio.outbound;

import org.jspecify.annotations.NullMarked;
