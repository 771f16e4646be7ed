package asyncio.testing.network;

import asyncio.net.ByteStream;
import asyncio.net.ReadySignal;
import asyncio.testing.Origin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One end of a simulated connection. It takes only as many bytes as the other end has room for, and
 * learns of that room as late as of everything else. Loop thread only.
 */
final class SimulatedStream implements ByteStream {

  /** How many bytes may be under way or unread in one direction. */
  private static final int WINDOW = 65_536;

  /** One transmission. */
  private static final int SEGMENT = 16_384;

  private final Connection connection;
  private final SimulatedHost host;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final String origin;
  private final ReadySignal readable;
  private final ReadySignal writable;
  private final Deque<ByteBuffer> received = new ArrayDeque<>();
  private int room = WINDOW;
  private boolean endReceived;
  private boolean outputShut;
  private boolean broken;
  private boolean closed;

  SimulatedStream(
      Connection connection,
      SimulatedHost host,
      InetSocketAddress local,
      InetSocketAddress remote) {
    this.connection = connection;
    this.host = host;
    this.local = local;
    this.remote = remote;
    this.origin = Origin.ofCaller();
    this.readable = new ReadySignal(host.loop(), this, "readable", this::isReadable);
    this.writable = new ReadySignal(host.loop(), this, "writable", this::isWritable);
  }

  Connection connection() {
    return connection;
  }

  SimulatedHost host() {
    return host;
  }

  String origin() {
    return origin;
  }

  InetSocketAddress local() {
    return local;
  }

  private boolean isReadable() {
    return !received.isEmpty() || endReceived || broken;
  }

  private boolean isWritable() {
    return room > 0 || outputShut || broken;
  }

  private void checkUsable() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (broken) {
      throw new IOException("Connection reset: " + local + " to " + remote);
    }
  }

  // ---- reading

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (closed || received.isEmpty()) {
      checkUsable();
      return endReceived && target.hasRemaining() ? -1 : 0;
    }
    int before = target.remaining();
    while (target.hasRemaining() && !received.isEmpty()) {
      moveSome(received.getFirst(), target);
      if (!received.getFirst().hasRemaining()) {
        received.removeFirst();
      }
    }
    int count = before - target.remaining();
    if (count > 0) {
      SimulatedStream peer = connection.other(this);
      connection.send(this, 0, () -> peer.gainRoom(count));
    }
    return count;
  }

  private static void moveSome(ByteBuffer source, ByteBuffer target) {
    int count = Math.min(source.remaining(), target.remaining());
    target.put(source.slice(source.position(), count));
    source.position(source.position() + count);
  }

  private void gainRoom(int bytes) {
    room += bytes;
    writable.changed();
  }

  // ---- writing

  @Override
  public int write(ByteBuffer source) throws IOException {
    checkUsable();
    if (outputShut) {
      throw new ClosedChannelException();
    }
    int total = 0;
    while (source.hasRemaining() && room > 0) {
      total += sendSegment(source);
    }
    return total;
  }

  private int sendSegment(ByteBuffer source) {
    int count = Math.min(Math.min(source.remaining(), room), SEGMENT);
    byte[] segment = new byte[count];
    source.get(segment);
    room -= count;
    SimulatedStream peer = connection.other(this);
    connection.send(this, count, () -> peer.receive(ByteBuffer.wrap(segment)));
    return count;
  }

  private void receive(ByteBuffer segment) {
    if (closed || broken) {
      sendReset();
    } else {
      received.add(segment);
      readable.changed();
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    checkUsable();
    sendEnd();
  }

  private void sendEnd() {
    if (!outputShut) {
      outputShut = true;
      SimulatedStream peer = connection.other(this);
      connection.send(this, 0, peer::receiveEnd);
      writable.changed();
    }
  }

  private void receiveEnd() {
    if (broken) {
      sendReset();
    } else {
      endReceived = true;
      readable.changed();
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

  // ---- the end

  @Override
  public boolean canHalfClose() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** Who has not read all that came tells the other end that it is lost, as TCP does. */
  @Override
  public void close() {
    if (!closed) {
      if (received.isEmpty()) {
        sendEnd();
      } else {
        sendReset();
      }
      closed = true;
      received.clear();
      readable.close();
      writable.close();
      host.remove(this);
      connection.closed();
    }
  }

  /** The connection is lost at this end: what has arrived may still be read, then it fails. */
  void breakDown() {
    broken = true;
    readable.changed();
    writable.changed();
  }

  /** Closes this end, and breaks the other when it hears of it. */
  void abort() {
    sendReset();
    close();
  }

  private void sendReset() {
    outputShut = true;
    SimulatedStream peer = connection.other(this);
    connection.send(this, 0, peer::breakDown);
  }

  /** The host does not know the connection any more; nobody tells the other end. */
  void forget() {
    outputShut = true; // closing shall send nothing
    connection.forget(this);
    received.clear();
    breakDown();
  }

  @Override
  public @Nullable Object extraInfo(String name) {
    return switch (name) {
      case "sockname" -> local;
      case "peername" -> remote;
      default -> null;
    };
  }

  /** Both ends and what has become of them. */
  @Override
  public String toString() {
    return "<SimulatedStream "
        + local
        + " to "
        + remote
        + (closed ? " closed>" : broken ? " reset>" : ">");
  }
}
