package asyncio.http.web;

import asyncio.http.BodySink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Passes a body on, and knows how much it was. */
final class CountingSink implements BodySink {

  private final BodySink sink;
  private long count;

  CountingSink(BodySink sink) {
    this.sink = sink;
  }

  long count() {
    return count;
  }

  @Override
  public void write(ByteBuffer part) throws IOException {
    int length = part.remaining();
    sink.write(part);
    count += length;
  }

  @Override
  public void sendFile(FileChannel file, long offset, long length) throws IOException {
    sink.sendFile(file, offset, length);
    count += length;
  }
}
