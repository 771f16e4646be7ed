package asyncio.process;

import asyncio.transport.BaseProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Is told what a process does, as {@code asyncio.SubprocessProtocol}; see {@link BaseProtocol}. The
 * exit may be told before or after the ends of the pipes; {@code connectionLost} is told last.
 */
public interface SubprocessProtocol extends BaseProtocol<SubprocessTransport> {

  /**
   * The process has written something, at least one byte; {@code pipe_data_received}.
   *
   * @param fd 1 for the standard output, 2 for the error output
   */
  default void pipeDataReceived(int fd, byte[] data) throws Exception {}

  /**
   * A pipe is gone; {@code pipe_connection_lost}.
   *
   * @param fd 0 for the input, 1 for the output, 2 for the error output
   * @param failure why, or null if it has ended in good order
   */
  default void pipeConnectionLost(int fd, @Nullable Throwable failure) throws Exception {}

  /** The process has exited; {@code process_exited}. */
  default void processExited() throws Exception {}
}
