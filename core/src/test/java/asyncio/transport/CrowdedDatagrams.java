package asyncio.transport;

import static asyncio.Asyncio.getRunningLoop;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.DatagramStream;
import asyncio.net.ReadySignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An unconnected socket that has room for as many datagrams as a test says, and receives none. */
final class CrowdedDatagrams implements DatagramStream {

  /** A datagram with this text the system refuses. */
  static final String REFUSED = "refused";

  /** A datagram with this text it fails with, in a way that is not its own. */
  static final String BROKEN = "broken";

  final List<String> sent = new ArrayList<>();
  private int room;
  private final ReadySignal writable =
      new ReadySignal(getRunningLoop(), this, "writable", () -> room > 0);
  private boolean closed;

  /** From now on, so many more datagrams are taken. */
  void makeRoom(int count) {
    room += count;
    writable.changed();
  }

  @Override
  public boolean trySend(ByteBuffer source, @Nullable SocketAddress address) throws IOException {
    receiver(address);
    if (room == 0) {
      return false;
    }
    room--;
    String text = UTF_8.decode(source).toString();
    switch (text) {
      case REFUSED -> throw new IOException("refused deliberately");
      case BROKEN -> throw new IllegalStateException("broken deliberately");
      default -> sent.add(text);
    }
    return true;
  }

  @Override
  public void awaitWritable() throws IOException {
    writable.await();
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    writable.setCallback(callback);
  }

  @Override
  public @Nullable SocketAddress tryReceive(ByteBuffer target) {
    return null;
  }

  @Override
  public void awaitReadable() {
    throw new UnsupportedOperationException("nothing is received here");
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    // never
  }

  @Override
  public void join(InetAddress group, NetworkInterface by) {
    throw new UnsupportedOperationException("there are no groups here");
  }

  @Override
  public SocketAddress localAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return null;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    writable.close();
  }

  @Override
  public @Nullable Object extraInfo(String name) {
    return null;
  }
}
