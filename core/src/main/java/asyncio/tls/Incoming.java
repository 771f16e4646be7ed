package asyncio.tls;

import asyncio.net.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The half of a TLS stream that decrypts: straight into the caller's buffer, and only what does not
 * fit there into one of its own.
 */
final class Incoming {

  private static final int HEADER = 5;
  private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final ByteStream below;
  private final PacketBuffers buffers;
  private final ByteBuffer[] targets = new ByteBuffer[2];
  private @Nullable ByteBuffer received;
  private @Nullable ByteBuffer decrypted;
  private boolean starved = true;
  private boolean begun;

  Incoming(SSLEngine engine, ByteStream below, PacketBuffers buffers) {
    this.engine = engine;
    this.below = below;
    this.buffers = buffers;
  }

  /** What one attempt to read a record has come to. */
  enum Step {
    /** A record was read; it may have held no data. */
    RECORD,
    /** There is no complete record yet. */
    STARVED,
    /** The peer has said that nothing more comes. */
    ENDED,
    /** The stream below has ended, but the peer has not said so. */
    CUT_OFF
  }

  /** Whether there is something to read without asking the stream below. */
  boolean isReady() {
    return decrypted != null || !starved;
  }

  /** Takes bytes that somebody else has read from the stream below, as if they came from there. */
  void feed(ByteBuffer bytes) {
    ByteBuffer before = received;
    ByteBuffer together =
        buffers.take((before == null ? 0 : before.remaining()) + bytes.remaining());
    if (before != null) {
      together.put(before);
      buffers.give(before);
    }
    received = together.put(bytes).flip();
    starved = !received.hasRemaining();
  }

  /** Moves what was decrypted before and did not fit. */
  int takeDecrypted(ByteBuffer target) {
    ByteBuffer source = decrypted;
    if (source == null) {
      return 0;
    }
    int count = Math.min(source.remaining(), target.remaining());
    target.put(target.position(), source, source.position(), count);
    target.position(target.position() + count);
    source.position(source.position() + count);
    if (!source.hasRemaining()) {
      decrypted = null;
      buffers.give(source);
    }
    return count;
  }

  /** Whether the next record is there, and holds no more than fits into {@code target}. */
  boolean nextFits(ByteBuffer target) {
    ByteBuffer source = received;
    if (source == null || decrypted != null || source.remaining() < HEADER) {
      return false;
    }
    int length = Short.toUnsignedInt(source.getShort(source.position() + 3));
    return length <= target.remaining() && length <= source.remaining() - HEADER;
  }

  /** Reads one record that carries no data for the caller, as in a handshake. */
  Step readRecord() throws IOException {
    return readRecord(NOWHERE);
  }

  /** Reads one record, asking the stream below for more at most until that has nothing. */
  Step readRecord(ByteBuffer target) throws IOException {
    while (true) {
      if (starved) {
        int count = receive();
        if (count <= 0) {
          return count == 0 ? Step.STARVED : Step.CUT_OFF;
        }
      }
      SSLEngineResult result = unwrap(target);
      switch (result.getStatus()) {
        case OK -> {
          return Step.RECORD;
        }
        case CLOSED -> {
          return Step.ENDED;
        }
        case BUFFER_UNDERFLOW -> starved = true;
        case BUFFER_OVERFLOW ->
            throw new IllegalStateException(
                "the TLS engine says that a record needs more room than it said before: "
                    + engine.getSession().getApplicationBufferSize()
                    + " bytes");
      }
    }
  }

  private int receive() throws IOException {
    int packet = engine.getSession().getPacketBufferSize();
    ByteBuffer buffer = received == null ? buffers.take(packet) : received.compact();
    received = buffer;
    if (!buffer.hasRemaining()) {
      throw new SSLException(
          "the peer sends a record of more than "
              + buffer.capacity()
              + " bytes, but agreed on "
              + packet);
    }
    int count;
    try {
      count = below.read(buffer);
    } finally {
      buffer.flip();
      releaseIfEmpty();
    }
    starved = count <= 0;
    return count;
  }

  private SSLEngineResult unwrap(ByteBuffer target) throws IOException {
    ByteBuffer source = received == null ? NOWHERE : received;
    if (!begun) {
      RecordCheck.looksLikeTls(source);
      begun = source.remaining() > 1;
    }
    ByteBuffer overflow = buffers.take(engine.getSession().getApplicationBufferSize());
    targets[0] = target;
    targets[1] = overflow;
    try {
      return engine.unwrap(source, targets);
    } finally {
      targets[0] = NOWHERE;
      targets[1] = NOWHERE;
      keep(overflow);
      releaseIfEmpty();
    }
  }

  private void keep(ByteBuffer overflow) {
    if (overflow.position() > 0) {
      decrypted = overflow.flip();
    } else {
      buffers.give(overflow);
    }
  }

  private void releaseIfEmpty() {
    ByteBuffer source = received;
    if (source != null && !source.hasRemaining()) {
      received = null;
      starved = true;
      buffers.give(source);
    }
  }

  /** Gives the buffers back; what is in them will not be read. */
  void release() {
    if (received != null) {
      buffers.give(received);
      received = null;
    }
    if (decrypted != null) {
      buffers.give(decrypted);
      decrypted = null;
    }
    starved = true;
  }
}
