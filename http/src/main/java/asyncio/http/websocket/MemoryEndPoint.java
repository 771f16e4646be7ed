package asyncio.http.websocket;

import java.io.ByteArrayOutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** What Jetty takes for a connection: bytes are put in, and others are taken out. */
final class MemoryEndPoint extends AbstractEndPoint {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
  private ByteBuffer incoming = NOTHING;
  private boolean ended;

  @SuppressWarnings("NullAway") // the scheduler is for time limits, of which there are none
  MemoryEndPoint() {
    super(null);
  }

  // ---- the side of the stream

  /** Only when Jetty waits for bytes, which means that it has used up those before. */
  void put(ByteBuffer bytes) {
    incoming = bytes;
    getFillInterest().fillable();
  }

  void putEnd() {
    ended = true;
    getFillInterest().fillable();
  }

  byte[] take() {
    byte[] taken = outgoing.toByteArray();
    outgoing.reset();
    return taken;
  }

  // ---- Jetty's side

  @Override
  public int fill(ByteBuffer buffer) {
    if (!incoming.hasRemaining()) {
      incoming = NOTHING;
      return ended ? -1 : 0;
    }
    int position = BufferUtil.flipToFill(buffer);
    int count = BufferUtil.put(incoming, buffer);
    BufferUtil.flipToFlush(buffer, position);
    return count;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      outgoing.writeBytes(bytes);
    }
    return true;
  }

  @Override
  protected void needsFillInterest() {
    // put() looks whether anybody waits
  }

  @Override
  protected void onIncompleteFlush() {
    throw new AssertionError("flush() takes everything");
  }

  @Override
  public @Nullable Object getTransport() {
    return null;
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return null;
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return null;
  }
}
