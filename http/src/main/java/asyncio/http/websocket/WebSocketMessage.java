package asyncio.http.websocket;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is sent over a websocket, whole. Immutable as long as nobody changes the bytes. */
public sealed interface WebSocketMessage {

  /** A text. */
  record Text(String text) implements WebSocketMessage {

    /** Checks that it is there. */
    public Text {
      Objects.requireNonNull(text, "text");
    }
  }

  /** Bytes. */
  @SuppressWarnings("ArrayRecordComponent") // equality is that of the bytes
  record Binary(byte[] bytes) implements WebSocketMessage {

    /** Checks that they are there. */
    public Binary {
      Objects.requireNonNull(bytes, "bytes");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Binary(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    /** Only how many. */
    @Override
    public String toString() {
      return "Binary[" + bytes.length + " bytes]";
    }
  }
}
