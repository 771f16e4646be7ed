package asyncio.tls;

import asyncio.net.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Passes bytes on in pieces of random size, now and then none at all. */
final class FragmentingStream implements ByteStream {

  private final ByteStream below;
  private final Random random;
  private final int atMost;

  FragmentingStream(ByteStream below, Random random) {
    this.below = below;
    this.random = random;
    this.atMost = random.nextBoolean() ? 20 : 20_000;
  }

  private int pieceOf(ByteBuffer buffer) {
    return Math.min(buffer.remaining(), random.nextInt(atMost));
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (random.nextInt(4) == 0) {
      return 0;
    }
    ByteBuffer piece = target.slice().limit(Math.min(target.remaining(), 1 + pieceOf(target)));
    int count = below.read(piece);
    target.position(target.position() + piece.position());
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer piece = source.slice().limit(pieceOf(source));
    int count = below.write(piece);
    source.position(source.position() + count);
    return count;
  }

  @Override
  public void awaitReadable() throws IOException {
    below.awaitReadable();
  }

  @Override
  public void awaitWritable() throws IOException {
    below.awaitWritable();
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    below.onReadable(callback);
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    below.onWritable(callback);
  }

  @Override
  public boolean canHalfClose() {
    return below.canHalfClose();
  }

  @Override
  public void shutdownOutput() throws IOException {
    below.shutdownOutput();
  }

  @Override
  public boolean isClosed() {
    return below.isClosed();
  }

  @Override
  public void close() {
    below.close();
  }

  @Override
  public @Nullable Object extraInfo(String name) {
    return below.extraInfo(name);
  }
}
