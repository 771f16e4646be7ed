package asyncio.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket for datagrams: what datagram transports stand on, whether the network is real or
 * simulated. Loop thread only.
 *
 * <p>{@link #tryReceive} and {@link #trySend} never wait. When they say that nothing can be done
 * now, wait for {@link #awaitReadable} or {@link #awaitWritable} (or set a callback) and try again.
 * {@link #receive} and {@link #send} do that. One task receives and one sends. Nothing is kept
 * here: what the system has no room for is dropped, as is the nature of datagrams.
 */
public interface DatagramStream extends AutoCloseable {

  /**
   * Receives a datagram into {@code target}; what there is no room for is dropped.
   *
   * @return who sent it, or null if none is there now
   * @throws IOException if the socket is closed, or, connected, if the other end has refused what
   *     was sent to it before; the socket can still be used then
   */
  @Nullable SocketAddress tryReceive(ByteBuffer target) throws IOException;

  /**
   * Sends what is in {@code source} as one datagram.
   *
   * @param address to whom; null, or the same again, if the socket is connected
   * @return whether it was taken; if not, the buffer is unchanged
   * @throws IOException if the system refuses it; the socket can still be used then
   * @throws IllegalArgumentException as {@link #receiver} does
   */
  boolean trySend(ByteBuffer source, @Nullable SocketAddress address) throws IOException;

  /**
   * Receives a datagram into {@code target}; see {@link #tryReceive}. Suspends until one has come.
   * Cancellation loses none.
   *
   * @return who sent it
   * @throws IOException as {@link #tryReceive} does
   */
  default SocketAddress receive(ByteBuffer target) throws IOException {
    SocketAddress sender = tryReceive(target);
    while (sender == null) {
      awaitReadable();
      sender = tryReceive(target);
    }
    return sender;
  }

  /**
   * Sends a datagram; see {@link #trySend}. Suspends until the system has room for it. Cancelled,
   * it was not sent.
   *
   * @throws IOException as {@link #trySend} does
   */
  default void send(ByteBuffer source, @Nullable SocketAddress address) throws IOException {
    while (!trySend(source, address)) {
      awaitWritable();
    }
  }

  /**
   * Suspends until {@link #tryReceive} is worth a try. Cancellation leaves nothing behind.
   *
   * @throws IOException if the socket is closed meanwhile
   * @throws IllegalStateException if another task waits for the same
   */
  void awaitReadable() throws IOException;

  /**
   * Suspends until {@link #trySend} is worth a try. Cancellation leaves nothing behind.
   *
   * @throws IOException if the socket is closed meanwhile
   * @throws IllegalStateException if another task waits for the same
   */
  void awaitWritable() throws IOException;

  /**
   * Calls {@code callback} in every iteration in which {@link #tryReceive} is worth a try; null
   * ends it.
   */
  void onReadable(@Nullable Runnable callback);

  /**
   * Calls {@code callback} in every iteration in which {@link #trySend} is worth a try; null ends
   * it.
   */
  void onWritable(@Nullable Runnable callback);

  /**
   * Receives what is sent to a group from now on.
   *
   * @param group a multicast address of the socket's family
   * @param by the interface through which it is heard
   * @throws IOException if the system refuses
   */
  void join(InetAddress group, NetworkInterface by) throws IOException;

  /** Where it receives. */
  SocketAddress localAddress();

  /** To whom alone it is connected, or null. */
  @Nullable SocketAddress remoteAddress();

  /**
   * To whom a datagram for {@code address} goes.
   *
   * @param address null, or the same again, if the socket is connected
   * @throws IllegalArgumentException if there is no address at all, or another than the socket is
   *     connected to, or one with a host name that was not looked up
   */
  default SocketAddress receiver(@Nullable SocketAddress address) {
    SocketAddress remote = remoteAddress();
    SocketAddress receiver = address == null ? remote : address;
    if (receiver == null) {
      throw new IllegalArgumentException(
          "a datagram needs an address, and " + this + " is connected to none; give one");
    }
    if (remote != null && !remote.equals(receiver)) {
      throw new IllegalArgumentException(
          this + " sends only to " + remote + ", and not to " + receiver + "; give null");
    }
    if (receiver instanceof InetSocketAddress host && host.isUnresolved()) {
      throw new IllegalArgumentException(
          "a datagram needs an address, and " + host + " is a name; look it up by getaddrinfo");
    }
    return receiver;
  }

  /** Whether {@link #close} was called. */
  boolean isClosed();

  /**
   * Closes the socket at once. Who waits gets an {@link IOException}. A second call does nothing.
   */
  @Override
  void close();

  /** What is known under one of asyncio's names, such as {@code sockname}; null if nothing is. */
  @Nullable Object extraInfo(String name);
}
