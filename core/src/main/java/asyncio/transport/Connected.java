package asyncio.transport;

/**
 * A connection as callbacks: the pair that asyncio's {@code create_connection} returns.
 *
 * @param transport moves the bytes
 * @param protocol is told what happens
 * @param <P> the type of the protocol
 */
public record Connected<P extends FlowControlledProtocol>(Transport transport, P protocol) {}
