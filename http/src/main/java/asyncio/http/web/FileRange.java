package asyncio.http.web;

import asyncio.http.Body;
import asyncio.http.BodySink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A part of a file as a body, not copied where the system can do without.
 *
 * @param offset of its first byte
 * @param length in bytes
 */
record FileRange(Path path, String contentType, long offset, long length) implements Body {

  @Override
  public boolean isReplayable() {
    return true;
  }

  @Override
  public void writeTo(BodySink sink) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      sink.sendFile(file, offset, length);
    }
  }
}
