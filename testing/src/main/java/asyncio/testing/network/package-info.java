/**
 * A network in memory, for programs that know nothing of it: {@link
 * asyncio.testing.network.SimulatedNetwork} takes the place of the system's under {@code
 * openConnection}, {@code startServer}, transports and datagrams.
 *
 * <p>Its hosts have names and ports; what is sent takes time, by a seed; and a test can part hosts,
 * break connections, and lose datagrams.
 */
@NullMarked
package asyncio.testing.network;

import org.jspecify.annotations.NullMarked;
