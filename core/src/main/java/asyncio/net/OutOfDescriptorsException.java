package asyncio.net;

import java.io.IOException;

/** The system has no descriptor or memory left for another connection. */
public final class OutOfDescriptorsException extends IOException {

  private static final long serialVersionUID = 1;

  /** An exception with what the system said. */
  public OutOfDescriptorsException(String message, IOException cause) {
    super(message, cause);
  }
}
