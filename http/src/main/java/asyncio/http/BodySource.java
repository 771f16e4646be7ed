package asyncio.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a body come from. Loop thread only. */
@FunctionalInterface
public interface BodySource {

  /**
   * The next piece, as soon as there is one; valid until the next call. Suspends.
   *
   * @return at least a byte, or null at the end
   * @throws IOException if the message is broken
   */
  @Nullable ByteBuffer read() throws IOException;
}
