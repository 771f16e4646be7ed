package asyncio.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** HTTP went wrong; aiohttp's {@code ClientError}. The subclasses say how. */
public class HttpException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A failure with its cause, if there is one. */
  public HttpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
