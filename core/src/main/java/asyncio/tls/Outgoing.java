package asyncio.tls;

import asyncio.net.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.jspecify.annotations.Nullable;

/** The half of a TLS stream that encrypts. Keeps what the stream below does not take at once. */
final class Outgoing {

  private static final ByteBuffer[] NOTHING = {};

  private final SSLEngine engine;
  private final ByteStream below;
  private final PacketBuffers buffers;
  private @Nullable ByteBuffer unsent;
  private boolean engineHasMore;

  Outgoing(SSLEngine engine, ByteStream below, PacketBuffers buffers) {
    this.engine = engine;
    this.below = below;
    this.buffers = buffers;
  }

  /** Whether records wait for the stream below. */
  boolean hasUnsent() {
    return unsent != null || engineHasMore;
  }

  /** Encrypts and sends as much as the stream below takes, and what fills one buffer more. */
  long write(ByteBuffer[] sources) throws IOException {
    long total = remaining(sources);
    long left = total;
    while (left > 0 && send()) {
      ByteBuffer records = buffers.take(packetSize());
      left -= encrypt(sources, left, records);
      keep(records);
    }
    send();
    return total - left;
  }

  private static long remaining(ByteBuffer[] sources) {
    long sum = 0;
    for (ByteBuffer source : sources) {
      sum += source.remaining();
    }
    return sum;
  }

  /** Fills {@code records}, which the engine wants to have room for the largest possible record. */
  private long encrypt(ByteBuffer[] sources, long available, ByteBuffer records)
      throws IOException {
    long taken = 0;
    do {
      SSLEngineResult result = engine.wrap(sources, records);
      taken += result.bytesConsumed();
      checkProgress(result);
    } while (taken < available && records.remaining() >= packetSize());
    return taken;
  }

  private static void checkProgress(SSLEngineResult result) throws ClosedChannelException {
    if (result.bytesProduced() == 0) { // a peer that uses TLS 1.2 ends both directions at once
      throw new ClosedChannelException();
    }
  }

  /** Takes what the engine itself has to say: handshake, alerts, new keys. Sends nothing yet. */
  void takeFromEngine() throws IOException {
    ByteBuffer records = unsent == null ? buffers.take(packetSize()) : unsent.compact();
    unsent = null;
    boolean more = true;
    while (more && records.remaining() >= packetSize()) {
      SSLEngineResult result = engine.wrap(NOTHING, records);
      more = result.bytesProduced() > 0 && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }
    engineHasMore = more;
    keep(records);
  }

  private void keep(ByteBuffer records) {
    if (records.flip().hasRemaining()) {
      unsent = records;
    } else {
      buffers.give(records);
    }
  }

  /** Sends what is there. Returns whether all of it was taken. */
  boolean send() throws IOException {
    ByteBuffer records = unsent;
    while (records != null) {
      below.write(records);
      if (records.hasRemaining()) {
        return false;
      }
      release();
      if (engineHasMore) {
        takeFromEngine();
      }
      records = unsent;
    }
    return true;
  }

  private int packetSize() {
    return engine.getSession().getPacketBufferSize();
  }

  /** Drops what waits to be sent. */
  void discard() {
    engineHasMore = false;
    release();
  }

  private void release() {
    ByteBuffer records = unsent;
    if (records != null) {
      unsent = null;
      buffers.give(records);
    }
  }
}
