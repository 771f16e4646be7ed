package asyncio.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps the older forms of private keys, which say less about themselves, into PKCS#8, the only one
 * that the JDK reads. DER is a tag, a length and a content, nested.
 */
final class Pkcs8 {

  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int PARAMETERS = 0xA0;
  private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Pkcs8() {}

  /** Of an RSA key. */
  static byte[] ofPkcs1(byte[] key) {
    return wrap(RSA_ALGORITHM, key);
  }

  /**
   * Of an EC key, which must name its curve.
   *
   * @throws IllegalArgumentException if it does not
   */
  static byte[] ofSec1(byte[] key) {
    return wrap(der(SEQUENCE, EC_OID, curveOf(key)), key);
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return der(SEQUENCE, VERSION_0, algorithm, der(OCTETS, key));
  }

  private static byte[] curveOf(byte[] key) {
    ByteBuffer parts = content(ByteBuffer.wrap(key), SEQUENCE);
    while (parts.hasRemaining()) {
      int tag = Byte.toUnsignedInt(parts.get(parts.position()));
      ByteBuffer part = content(parts, tag);
      if (tag == PARAMETERS) {
        return Arrays.copyOfRange(
            part.array(), part.arrayOffset() + part.position(), part.arrayOffset() + part.limit());
      }
    }
    throw new IllegalArgumentException("it does not name its curve");
  }

  /** Reads one element and returns its content. */
  private static ByteBuffer content(ByteBuffer source, int tag) {
    if (source.remaining() < 2 || Byte.toUnsignedInt(source.get()) != tag) {
      throw new IllegalArgumentException("it is not made as it should be");
    }
    int length = length(source);
    if (length < 0 || length > source.remaining()) {
      throw new IllegalArgumentException("it is cut off");
    }
    ByteBuffer content = source.slice(source.position(), length);
    source.position(source.position() + length);
    return content;
  }

  private static int length(ByteBuffer source) {
    int first = source.get();
    int length = first;
    if (first < 0) {
      length = 0;
      for (int bytes = first & 0x7F; bytes > 0 && source.hasRemaining(); bytes--) {
        length = length << 8 | Byte.toUnsignedInt(source.get());
      }
    }
    return length;
  }

  private static byte[] der(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer whole = ByteBuffer.allocate(length + 4).put((byte) tag);
    if (length < 0x80) {
      whole.put((byte) length);
    } else if (length < 0x100) {
      whole.put((byte) 0x81).put((byte) length);
    } else {
      whole.put((byte) 0x82).putShort((short) length);
    }
    for (byte[] part : parts) {
      whole.put(part);
    }
    return Arrays.copyOf(whole.array(), whole.position());
  }
}
