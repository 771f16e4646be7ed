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

  /**
   * Is told by whoever reads from here that the body is not as it should be: that it is no JSON,
   * say, or too large to be kept. So a server answers a failure with the status that it has, and
   * not with 500. Does nothing here.
   */
  default void rejected(BrokenMessageException why) {}
}
