package asyncio.worker;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values that are written as they are, after a byte that tells their kind. */
final class SimpleValue {

  /** What stands in the place of the kind if the value is none of these. */
  static final int NONE = 0;

  private static final int NULL = 1;
  private static final int INTEGER = 2;
  private static final int LONG = 3;
  private static final int DOUBLE = 4;
  private static final int BOOLEAN = 5;
  private static final int BYTES = 6;

  private SimpleValue() {}

  /** Writes the kind, and the value if it is simple. */
  static boolean write(@Nullable Object value, DataOutput out) throws IOException {
    switch (value) {
      case null -> out.writeByte(NULL);
      case Integer number -> {
        out.writeByte(INTEGER);
        out.writeInt(number);
      }
      case Long number -> {
        out.writeByte(LONG);
        out.writeLong(number);
      }
      case Double number -> {
        out.writeByte(DOUBLE);
        out.writeDouble(number);
      }
      case Boolean truth -> {
        out.writeByte(BOOLEAN);
        out.writeBoolean(truth);
      }
      case byte[] bytes -> {
        out.writeByte(BYTES);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
      default -> {
        out.writeByte(NONE);
        return false;
      }
    }
    return true;
  }

  static @Nullable Object read(int kind, DataInput in) throws IOException {
    return switch (kind) {
      case NULL -> null;
      case INTEGER -> in.readInt();
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBoolean();
      case BYTES -> readBytes(in);
      default -> throw new IOException("a value of unknown kind " + kind);
    };
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
