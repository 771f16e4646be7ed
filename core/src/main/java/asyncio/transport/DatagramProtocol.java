package asyncio.transport;

import java.io.IOException;
import java.net.SocketAddress;

/** Is told what a datagram endpoint receives, as {@code asyncio.DatagramProtocol}. */
public interface DatagramProtocol extends BaseProtocol<DatagramTransport> {

  /** A datagram has come, which may be empty; {@code datagram_received}. */
  default void datagramReceived(byte[] data, SocketAddress from) throws Exception {}

  /**
   * Sending or receiving failed, which is no reason to end: often a datagram that was sent earlier
   * found nobody; {@code error_received}.
   */
  default void errorReceived(IOException failure) throws Exception {}

  /** More is waiting to be sent than the high-water mark allows; {@code pause_writing}. */
  default void pauseWriting() throws Exception {}

  /** What waits to be sent has shrunk to the low-water mark; {@code resume_writing}. */
  default void resumeWriting() throws Exception {}
}
