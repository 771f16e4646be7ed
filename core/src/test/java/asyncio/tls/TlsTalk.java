package asyncio.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Small talk over any stream. */
final class TlsTalk {

  private TlsTalk() {}

  static void say(ByteStream stream, String text) throws IOException {
    ByteBuffer bytes = UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      if (stream.write(bytes) == 0) {
        stream.awaitWritable();
      }
    }
    while (!stream.flush()) {
      stream.awaitWritable();
    }
  }

  static String hear(ByteStream stream, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      int count = stream.read(bytes);
      if (count == 0) {
        stream.awaitReadable();
      } else if (count < 0) {
        throw new IOException("ended after " + bytes.position() + " bytes");
      }
    }
    return UTF_8.decode(bytes.flip()).toString();
  }

  static String hearLine(ByteStream stream) throws IOException {
    StringBuilder line = new StringBuilder();
    String next = hear(stream, 1);
    while (!next.equals("\n")) {
      line.append(next);
      next = hear(stream, 1);
    }
    return line.toString();
  }

  static String hearAll(ByteStream stream) throws IOException {
    var all = new ByteArrayOutputStream();
    ByteBuffer bytes = ByteBuffer.allocate(1000);
    for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes.clear())) {
      all.write(bytes.array(), 0, count);
      if (count == 0) {
        stream.awaitReadable();
      }
    }
    return all.toString(UTF_8);
  }
}
