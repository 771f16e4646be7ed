package asyncio.net;

import java.net.SocketAddress;

/**
 * A packet that has arrived.
 *
 * @param data what is in it, which may be nothing; whose owner is the receiver
 * @param address who sent it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of two results; bytes are not compared
public record Datagram(byte[] data, SocketAddress address) {}
