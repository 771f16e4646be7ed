package asyncio.stream;

import java.io.IOException;

/** A part or a line is longer than the reader's limit; {@code asyncio.LimitOverrunError}. */
public final class LimitOverrunError extends IOException {

  private static final long serialVersionUID = 1;

  private final int consumed;

  /** An error with how many bytes of the buffer belong to what is too long. */
  public LimitOverrunError(String message, int consumed) {
    super(message);
    this.consumed = consumed;
  }

  /** How many bytes may be read away for sure without skipping a separator. */
  public int consumed() {
    return consumed;
  }
}
