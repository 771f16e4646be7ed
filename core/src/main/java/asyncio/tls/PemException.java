package asyncio.tls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A PEM file does not hold what it should; the message names file and line, and says what to do.
 */
public final class PemException extends IOException {

  private static final long serialVersionUID = 1;

  PemException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
