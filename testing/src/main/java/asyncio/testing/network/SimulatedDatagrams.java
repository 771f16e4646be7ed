package asyncio.testing.network;

import asyncio.net.DatagramStream;
import asyncio.net.ReadySignal;
import asyncio.task.TimerHandle;
import asyncio.testing.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A port of a simulated host where datagrams arrive, in whatever order. Loop thread only. */
final class SimulatedDatagrams implements DatagramStream {

  private static final int WAITING_AT_MOST = 256;
  private static final int BYTES_AT_MOST = 65_507;

  @SuppressWarnings("ArrayRecordComponent") // packets are not compared
  private record Packet(byte[] data, InetSocketAddress sender) {}

  private final SimulatedNetwork network;
  private final SimulatedHost host;
  private final InetSocketAddress local;
  private final @Nullable InetSocketAddress remote;
  private final String origin = Origin.ofCaller();
  private final Deque<Packet> received = new ArrayDeque<>();
  private final Set<TimerHandle> underWay = new LinkedHashSet<>();
  private final ReadySignal readable;
  private final ReadySignal writable;
  private boolean closed;

  SimulatedDatagrams(
      SimulatedNetwork network,
      SimulatedHost host,
      InetSocketAddress local,
      @Nullable InetSocketAddress remote) {
    this.network = network;
    this.host = host;
    this.local = local;
    this.remote = remote;
    this.readable = new ReadySignal(host.loop(), this, "readable", () -> !received.isEmpty());
    this.writable = new ReadySignal(host.loop(), this, "writable", () -> true);
  }

  String origin() {
    return origin;
  }

  // ---- receiving

  @Override
  public @Nullable SocketAddress tryReceive(ByteBuffer target) throws IOException {
    checkOpen();
    Packet packet = received.poll();
    if (packet == null) {
      return null;
    }
    target.put(packet.data, 0, Math.min(packet.data.length, target.remaining()));
    return packet.sender;
  }

  /** Lets a datagram arrive here after a time. */
  private void expect(Packet packet, SimulatedHost from, Duration latency) {
    TimerHandle[] timer = new TimerHandle[1];
    timer[0] =
        host.loop()
            .callLater(
                latency,
                () -> {
                  underWay.remove(timer[0]);
                  arrive(packet, from);
                });
    underWay.add(timer[0]);
  }

  private void arrive(Packet packet, SimulatedHost from) {
    boolean wanted = remote == null || remote.equals(packet.sender);
    if (wanted && received.size() < WAITING_AT_MOST && !network.areParted(from, host)) {
      received.add(packet);
      readable.changed();
    }
  }

  // ---- sending

  @Override
  public boolean trySend(ByteBuffer source, @Nullable SocketAddress address) throws IOException {
    checkOpen();
    InetSocketAddress receiver = SimulatedNetwork.target(receiver(address));
    if (source.remaining() > BYTES_AT_MOST) {
      throw new IOException("Message too long: " + source.remaining() + " bytes");
    }
    InetAddress from = host.sourceAddress(local.getAddress(), receiver.getAddress());
    byte[] data = new byte[source.remaining()];
    source.get(data);
    sendTo(receiver, new Packet(data, new InetSocketAddress(from, local.getPort())));
    return true;
  }

  private void sendTo(InetSocketAddress receiver, Packet packet) {
    SimulatedHost to = network.hostOf(receiver.getAddress(), host);
    SimulatedDatagrams socket = to == null ? null : to.datagrams(receiver);
    if (to != null && socket != null) {
      LinkConditions conditions = network.conditions(host, to);
      Duration latency = Duration.ofNanos(network.latencyNanos(conditions));
      if (!network.areParted(host, to) && !network.happens(conditions.datagramLoss())) {
        socket.expect(packet, host, latency);
      }
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  // ---- waiting

  @Override
  public void awaitReadable() throws IOException {
    readable.await();
  }

  @Override
  public void awaitWritable() throws IOException {
    writable.await();
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    readable.setCallback(callback);
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    writable.setCallback(callback);
  }

  // ---- the rest

  @Override
  public void join(InetAddress group, NetworkInterface by) {
    throw new UnsupportedOperationException(
        "the simulated network has no groups; send to each host");
  }

  @Override
  public InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      readable.close();
      writable.close();
      host.remove(this);
      underWay.forEach(TimerHandle::cancel);
    }
  }

  @Override
  public @Nullable Object extraInfo(String name) {
    return switch (name) {
      case "sockname" -> local;
      case "peername" -> remote;
      default -> null;
    };
  }

  @Override
  public String toString() {
    return "<SimulatedDatagrams " + local + (closed ? " closed>" : ">");
  }
}
