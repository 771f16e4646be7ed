package asyncio.transport;

import java.nio.ByteBuffer;

/**
 * Receives into memory of its own, without a copy, as {@code asyncio.BufferedProtocol}; see {@link
 * BaseProtocol}.
 */
public non-sealed interface BufferedProtocol extends FlowControlledProtocol {

  /**
   * Where to put what comes next; {@code get_buffer}.
   *
   * @param sizeHint how much may come, or -1 if nobody knows; smaller and larger buffers will do
   * @return a buffer with room; one without breaks the connection
   */
  ByteBuffer getBuffer(int sizeHint) throws Exception;

  /**
   * Bytes were put into the buffer that {@link #getBuffer} returned, whose position has moved past
   * them; {@code buffer_updated}.
   *
   * @param count how many, at least one
   */
  void bufferUpdated(int count) throws Exception;
}
