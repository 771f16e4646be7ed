package asyncio.net;

import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Where connections arrive: a listening socket, or what stands for one. Loop thread only. */
public interface Listener extends AutoCloseable {

  /**
   * The next connection that has arrived, or null if none is there now. One that was aborted before
   * it was accepted is skipped.
   *
   * @throws OutOfDescriptorsException if the system has no descriptor or memory left: try again
   *     later, the connection keeps waiting
   * @throws IOException if the listener is broken, or closed
   */
  @Nullable ByteStream accept() throws IOException;

  /**
   * Suspends until {@link #accept} is worth a try. Cancellation leaves nothing behind.
   *
   * @throws IOException if the listener is closed meanwhile
   */
  void awaitConnection() throws IOException;

  /**
   * Calls {@code callback} in every iteration in which {@link #accept} is worth a try; null ends
   * it.
   */
  void onConnection(@Nullable Runnable callback);

  /** Where it listens. */
  SocketAddress localAddress();

  /** Whether {@link #close} was called. */
  boolean isClosed();

  /** Stops listening at once. Who waits gets an {@link IOException}. A second call does nothing. */
  @Override
  void close();
}
