package asyncio.transport;

import asyncio.leak.LeakWatch;
import asyncio.net.DatagramStream;
import asyncio.net.WriteLimits;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A datagram socket that calls a protocol back, as {@code asyncio.DatagramTransport}. Loop thread
 * only.
 *
 * <p>Sending never waits and never fails: what there is no room for is kept and sent later, and
 * what goes wrong is told to the protocol's {@code errorReceived}.
 */
public final class DatagramTransport {

  /** The largest datagram of UDP. */
  private static final int LARGEST = 64 << 10;

  /** What a datagram that is kept counts beside its bytes, so that empty ones count as well. */
  private static final int OVERHEAD = 8;

  private final DatagramStream stream;
  private DatagramProtocol protocol;
  private final EventLoop loop;
  private final ProtocolCalls calls;
  private final FlowControl flow;
  private final ArrayDeque<Datagram> queue = new ArrayDeque<>();
  private final LeakWatch.Entry open;
  private long queued;
  private boolean closing;
  private boolean lost;

  private record Datagram(ByteBuffer data, SocketAddress receiver) {

    int size() {
      return data.capacity() + OVERHEAD;
    }
  }

  private DatagramTransport(EventLoop loop, DatagramStream stream, DatagramProtocol protocol) {
    this.loop = loop;
    this.stream = stream;
    this.protocol = protocol;
    this.calls = new ProtocolCalls(loop, this);
    this.flow = new FlowControl(calls);
    this.open = LeakWatch.watch(loop, this, stream, stream::isClosed, stream::close);
  }

  /** As {@link Transport#start}. */
  static DatagramTransport start(
      EventLoop loop,
      DatagramStream stream,
      DatagramProtocol protocol,
      Future<@Nullable Void> made) {
    DatagramTransport transport = new DatagramTransport(loop, stream, protocol);
    loop.callSoon(
        () -> transport.calls.tell("connection_made", () -> protocol.connectionMade(transport)));
    loop.callSoon(transport::startReceiving);
    loop.callSoon(
        () -> {
          if (!made.done()) {
            made.setResult(null);
          }
        });
    return transport;
  }

  // ---- receiving

  private void startReceiving() {
    if (!closing) {
      stream.onReadable(this::receiveOne);
    }
  }

  private void receiveOne() {
    TransferBuffer transfer = TransferBuffer.of(loop);
    ByteBuffer target = transfer.borrow(LARGEST);
    SocketAddress from = null;
    try {
      from = stream.tryReceive(target);
    } catch (IOException failure) {
      calls.tell("error_received", () -> protocol.errorReceived(failure));
    }
    byte[] data = transfer.unload(target);
    if (from != null) {
      deliver(data, from);
    }
  }

  private void deliver(byte[] data, SocketAddress from) {
    calls.tell("datagram_received", () -> protocol.datagramReceived(data, from));
  }

  // ---- sending

  /**
   * Sends to the address that the socket is connected to; see {@link #sendto(byte[],
   * SocketAddress)}.
   */
  public void sendto(byte[] data) {
    sendto(data, null);
  }

  /**
   * Sends a datagram, which may be empty, now or later; {@code sendto}. The array may be changed
   * afterwards.
   *
   * @param address to whom; null for the address that the socket is connected to
   * @throws IllegalArgumentException if there is no address, or another than the one that the
   *     socket is connected to, or one with a host name that was not looked up
   */
  public void sendto(byte[] data, @Nullable SocketAddress address) {
    if (lost) {
      return;
    }
    SocketAddress receiver = stream.receiver(address);
    if (!queue.isEmpty() || !sendNow(new Datagram(ByteBuffer.wrap(data), receiver))) {
      keep(new Datagram(ByteBuffer.wrap(data.clone()), receiver));
    }
  }

  /** Returns whether the datagram is done with: sent, or refused by the system. */
  private boolean sendNow(Datagram datagram) {
    try {
      return stream.trySend(datagram.data(), datagram.receiver());
    } catch (IOException failure) {
      calls.tell("error_received", () -> protocol.errorReceived(failure));
      return true;
    }
  }

  private void keep(Datagram datagram) {
    queue.add(datagram);
    queued += datagram.size();
    stream.onWritable(this::sendMore);
    flow.grownTo(queued, protocol::pauseWriting);
  }

  private void sendMore() {
    boolean room = true;
    while (room && !queue.isEmpty()) {
      room = sendFirst();
    }
    if (lost) {
      return;
    }
    flow.shrunkTo(queued, protocol::resumeWriting);
    if (queue.isEmpty()) {
      stream.onWritable(null);
      if (closing) {
        loseLater();
      }
    }
  }

  /**
   * Returns whether there was room. The datagram is taken out before it is tried: the protocol,
   * told of a failure, may abort, and whatever else goes wrong does not come again.
   */
  private boolean sendFirst() {
    Datagram first = queue.removeFirst();
    queued -= first.size();
    boolean done = sendNow(first);
    if (!done) {
      queue.addFirst(first);
      queued += first.size();
    }
    return done;
  }

  /**
   * Receives what is sent to a group from now on.
   *
   * @param group a multicast address of the socket's family
   * @param by the interface through which it is heard
   * @throws IOException if the system refuses
   */
  public void join(InetAddress group, NetworkInterface by) throws IOException {
    stream.join(group, by);
  }

  // ---- the end

  /**
   * Stops receiving, sends what is kept, and closes; {@code close}. The protocol's {@code
   * connectionLost} is called when that is done, later than this call. A second call does nothing.
   */
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    stream.onReadable(null);
    if (queue.isEmpty()) {
      loseLater();
    }
  }

  /** Closes at once and drops what is kept; {@code abort}. */
  public void abort() {
    closing = true;
    queue.clear();
    queued = 0;
    loseLater();
  }

  private void loseLater() {
    if (lost) {
      return;
    }
    lost = true;
    stream.onReadable(null);
    stream.onWritable(null);
    loop.callSoon(
        () -> {
          calls.tell("connection_lost", () -> protocol.connectionLost(null));
          stream.close();
          open.settle();
        });
  }

  /** Whether it is closing or closed; {@code is_closing}. */
  public boolean isClosing() {
    return closing;
  }

  /** Who is called; {@code get_protocol}. */
  public DatagramProtocol getProtocol() {
    return protocol;
  }

  /** Calls another protocol from now on; {@code set_protocol}. */
  public void setProtocol(DatagramProtocol newProtocol) {
    protocol = Objects.requireNonNull(newProtocol, "newProtocol");
  }

  /** How many bytes are kept, with what each datagram counts besides. */
  public long getWriteBufferSize() {
    return queued;
  }

  /** The marks; {@code get_write_buffer_limits}. */
  public WriteLimits getWriteBufferLimits() {
    return flow.limits();
  }

  /**
   * Sets the marks; {@code set_write_buffer_limits}. If more is kept already, the protocol is told
   * at once.
   */
  public void setWriteBufferLimits(WriteLimits newLimits) {
    flow.setLimits(newLimits);
    flow.grownTo(queued, protocol::pauseWriting);
  }

  /** What is known under a name, such as {@code sockname}; null if nothing is. */
  public @Nullable Object getExtraInfo(String name) {
    return stream.extraInfo(name);
  }

  /** The socket and the state. */
  @Override
  public String toString() {
    return "<DatagramTransport of "
        + stream
        + (lost ? ", lost" : closing ? ", closing" : "")
        + (queue.isEmpty() ? "" : ", keeps " + queue.size())
        + ">";
  }
}
