package asyncio.net;

/**
 * Between which sizes of a writer's buffer its writers wait; {@code
 * WriteTransport.get_write_buffer_limits}.
 *
 * @param low in bytes: those who wait go on when the buffer has shrunk to this
 * @param high in bytes: writers wait from when the buffer is larger than this
 */
public record WriteLimits(int low, int high) {

  /** 16 KiB and 64 KiB. */
  public static final WriteLimits DEFAULT = WriteLimits.high(64 << 10);

  /**
   * @throws IllegalArgumentException unless {@code 0 <= low <= high}
   */
  public WriteLimits {
    if (low < 0 || high < low) {
      throw new IllegalArgumentException(
          "write limits need 0 <= low <= high, and are low " + low + ", high " + high);
    }
  }

  /** Limits with a high mark; the low one is a quarter of it. */
  public static WriteLimits high(int high) {
    return new WriteLimits(high / 4, high);
  }

  /** Limits with a low mark; the high one is four times it. */
  public static WriteLimits low(int low) {
    return new WriteLimits(low, Math.multiplyExact(4, low));
  }
}
