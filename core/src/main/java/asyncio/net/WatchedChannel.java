package asyncio.net;

import asyncio.task.EventLoop;
import asyncio.task.Readiness;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** A channel that its owner alone waits for: what all sockets have in common. Loop thread only. */
abstract class WatchedChannel<C extends SelectableChannel> implements AutoCloseable {

  final C channel;
  final Readiness readiness;
  private final OpenSockets open;

  /** Takes over a channel, which it closes. */
  WatchedChannel(EventLoop loop, C channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    this.readiness = loop.readiness(channel);
    readiness.claim(this);
    this.open = OpenSockets.of(loop);
    open.add(channel);
  }

  /** Suspends until there is something to read, or to accept. */
  public final void awaitReadable() throws IOException {
    readiness.awaitReadable(this);
  }

  /** Suspends until there is room to write. */
  public final void awaitWritable() throws IOException {
    readiness.awaitWritable(this);
  }

  /** Calls back whenever there is something to read, or to accept. */
  public final void onReadable(@Nullable Runnable callback) {
    readiness.onReadable(callback);
  }

  /** Calls back whenever there is room to write. */
  public final void onWritable(@Nullable Runnable callback) {
    readiness.onWritable(callback);
  }

  /** Whether it was closed. */
  public final boolean isClosed() {
    return !channel.isOpen();
  }

  /** Closes it at once. Who waits gets an {@link IOException}. A second call does nothing. */
  @Override
  public final void close() {
    readiness.close();
    open.close(channel);
  }
}
