package asyncio.outbound;

import asyncio.net.ByteStream;
import asyncio.transfer.FilePart;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A part of a file that is to be sent. */
public final class OutboundFile extends OutboundSegment {

  private final FilePart part;
  private boolean over;
  private @Nullable IOException failure;

  OutboundFile(FilePart part) {
    this.part = part;
  }

  /**
   * Sends some of it. That the file was closed is a failure of the file, not of the stream.
   *
   * @throws IOException if the stream is broken
   */
  void sendTo(ByteStream stream) throws IOException {
    try {
      part.sendTo(stream::sendFile);
      over = part.isSent();
    } catch (IOException failed) {
      if (part.isFileOpen()) {
        throw failed;
      }
      failure = failed;
      over = true;
    }
  }

  @Override
  long remaining() {
    return over ? 0 : part.remaining();
  }

  /** However it ends, the file's position comes after the last byte that was sent. */
  @Override
  void end() {
    try {
      part.movePosition();
    } catch (IOException refused) {
      failure = failure == null ? refused : failure;
    }
    super.end();
  }

  /**
   * How many bytes were sent.
   *
   * @throws IOException if the file was closed before that, or cannot be positioned
   */
  public long sent() throws IOException {
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return part.sent();
  }
}
