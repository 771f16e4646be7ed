package asyncio.transport;

/**
 * What a protocol on a stream of bytes is told of its output, and of the end of its input: the
 * common part of {@link Protocol} and {@link BufferedProtocol}.
 */
public sealed interface FlowControlledProtocol extends BaseProtocol<Transport>
    permits Protocol, BufferedProtocol {

  /**
   * More is waiting to be sent than the high-water mark allows; {@code pause_writing}. Called
   * inside the write that does it.
   */
  default void pauseWriting() throws Exception {}

  /**
   * What waits to be sent has shrunk to the low-water mark; {@code resume_writing}. Comes once
   * after each {@link #pauseWriting}.
   */
  default void resumeWriting() throws Exception {}

  /**
   * The other end sends nothing more; {@code eof_received}.
   *
   * @return whether to keep the connection open for writing; false closes it. TLS cannot keep it.
   */
  default boolean eofReceived() throws Exception {
    return false;
  }
}
