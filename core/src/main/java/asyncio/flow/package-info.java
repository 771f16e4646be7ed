/**
 * Reactive streams, {@link java.util.concurrent.Flow}, at the border of a loop: {@link
 * asyncio.flow.PublisherIterator} makes a publisher's items something to iterate over, {@link
 * asyncio.flow.IterablePublisher} makes a publisher of something to iterate over. Demand is passed
 * on in both directions, so neither side is ever flooded.
 */
@NullMarked
package asyncio.flow;

import org.jspecify.annotations.NullMarked;
