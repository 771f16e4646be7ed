package asyncio.stream;

import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/**
 * The stream ended before everything that was asked for had come; {@code
 * asyncio.IncompleteReadError}.
 */
public final class IncompleteReadError extends EOFException {

  private static final long serialVersionUID = 1;

  private final byte[] partial;
  private final @Nullable Integer expected;

  /**
   * An error with what had come.
   *
   * @param expected how many bytes were asked for, or null if it was a separator
   */
  public IncompleteReadError(byte[] partial, @Nullable Integer expected) {
    super(
        partial.length
            + " bytes read on a total of "
            + (expected == null ? "undefined" : expected)
            + " expected bytes");
    this.partial = partial.clone();
    this.expected = expected;
  }

  /** What had come; the reader holds it no more. */
  public byte[] partial() {
    return partial.clone();
  }

  /** How many bytes were asked for, or null if it was a separator. */
  public @Nullable Integer expected() {
    return expected;
  }
}
