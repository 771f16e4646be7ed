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
  private static final int VERSION = 3;
  private static final int OLD_HELLO = 0x80;
  private static final int QUOTED_BYTES = 40;

  private RecordCheck() {}

  /** A record begins with its type and the version 3; the hello of old clients with a set bit. */
  static void looksLikeTls(ByteBuffer received) throws SSLException {
    int first = Byte.toUnsignedInt(received.get(received.position()));
    boolean type = first >= FIRST_TYPE && first <= LAST_TYPE;
    boolean version = received.remaining() < 2 || received.get(received.position() + 1) == VERSION;
    if (first < OLD_HELLO && !(type && version)) {
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
