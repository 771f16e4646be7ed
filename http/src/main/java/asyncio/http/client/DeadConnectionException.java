package asyncio.http.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was idle has turned out dead when it was used again: the server has closed it
 * at the same time, most likely without having seen the request.
 */
final class DeadConnectionException extends IOException {

  private static final long serialVersionUID = 1L;

  DeadConnectionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
