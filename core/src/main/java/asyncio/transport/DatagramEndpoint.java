package asyncio.transport;

/**
 * A datagram socket as callbacks: the pair that asyncio's {@code create_datagram_endpoint} returns.
 *
 * @param transport sends
 * @param protocol is told what arrives
 * @param <P> the type of the protocol
 */
public record DatagramEndpoint<P extends DatagramProtocol>(
    DatagramTransport transport, P protocol) {}
