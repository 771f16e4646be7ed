package asyncio.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message as it arrives.
 *
 * @param type what it is
 * @param content what it says; closing it skips what was not read, which must happen before the
 *     next message is received
 */
record Message(MessageType type, InputStream content) {

  String text() throws IOException {
    return new String(content.readAllBytes(), StandardCharsets.UTF_8);
  }
}
