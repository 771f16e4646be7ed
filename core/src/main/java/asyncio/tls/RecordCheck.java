package asyncio.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;

/**
 * Looks at the first bytes that a peer sends: one that does not speak TLS at all gets an answer
 * that says so, which the engine's does not.
 */
final class RecordCheck {

  private static final int FIRST_TYPE = 20;
  private static final int LAST_TYPE = 24;
  private static final int QUOTED_BYTES = 40;

  private RecordCheck() {}

  /** A record's type, or the length of the hello of old clients, whose first bit is set. */
  static void looksLikeTls(ByteBuffer received) throws SSLException {
    int first = Byte.toUnsignedInt(received.get(received.position()));
    if ((first < FIRST_TYPE || first > LAST_TYPE) && first < 0x80) {
      throw new SSLException(
          "the peer does not speak TLS, it sent "
              + quote(received)
              + "; use a port where it does, or connect without TLS");
    }
  }

  private static String quote(ByteBuffer received) {
    byte[] bytes = new byte[Math.min(received.remaining(), QUOTED_BYTES)];
    received.get(received.position(), bytes);
    String text = new String(bytes, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
    return "\"" + text.replaceAll("\\P{Print}", "?") + "\"";
  }
}
