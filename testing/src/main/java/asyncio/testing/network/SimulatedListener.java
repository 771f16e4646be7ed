package asyncio.testing.network;

import asyncio.net.ByteStream;
import asyncio.net.Listener;
import asyncio.net.ReadySignal;
import asyncio.testing.Origin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A port of a simulated host where connections arrive. Loop thread only. */
final class SimulatedListener implements Listener {

  private final SimulatedHost host;
  private final InetSocketAddress local;
  private final int backlog;
  private final String origin = Origin.ofCaller();
  private final Deque<SimulatedStream> arrived = new ArrayDeque<>();
  private final ReadySignal acceptable;
  private boolean closed;

  SimulatedListener(SimulatedHost host, InetSocketAddress local, int backlog) {
    this.host = host;
    this.local = local;
    this.backlog = backlog;
    this.acceptable = new ReadySignal(host.loop(), this, "acceptable", () -> !arrived.isEmpty());
  }

  String origin() {
    return origin;
  }

  /** Whether one more connection may wait here. */
  boolean hasRoom() {
    return arrived.size() < backlog;
  }

  void arrive(SimulatedStream stream) {
    arrived.add(stream);
    acceptable.changed();
  }

  @Override
  public @Nullable ByteStream accept() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return arrived.poll();
  }

  @Override
  public void awaitConnection() throws IOException {
    acceptable.await();
  }

  @Override
  public void onConnection(@Nullable Runnable callback) {
    acceptable.setCallback(callback);
  }

  @Override
  public InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** Connections that nobody has accepted are reset. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      acceptable.close();
      host.remove(this);
      arrived.forEach(SimulatedStream::abort);
    }
  }

  @Override
  public String toString() {
    return "<SimulatedListener " + local + (closed ? " closed>" : ">");
  }
}
