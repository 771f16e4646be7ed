package asyncio.process;

/**
 * A process as callbacks: the pair that asyncio's {@code subprocess_exec} returns.
 *
 * @param transport controls the process
 * @param protocol is told what happens
 * @param <P> the type of the protocol
 */
public record SubprocessConnected<P extends SubprocessProtocol>(
    SubprocessTransport transport, P protocol) {}
