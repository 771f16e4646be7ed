package asyncio.transport;

/** Is told what a connection receives, as {@code asyncio.Protocol}; see {@link BaseProtocol}. */
public non-sealed interface Protocol extends FlowControlledProtocol {

  /**
   * Some bytes have come, at least one; {@code data_received}. They are the protocol's own. Where
   * one chunk ends and the next begins means nothing.
   */
  default void dataReceived(byte[] data) throws Exception {}
}
