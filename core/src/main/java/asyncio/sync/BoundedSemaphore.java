package asyncio.sync;

/**
 * A semaphore that refuses to be released more often than it was acquired, as {@code
 * asyncio.BoundedSemaphore}. Loop thread only.
 */
public final class BoundedSemaphore extends Semaphore {

  private final int bound;

  /** A semaphore with one permit. */
  public BoundedSemaphore() {
    this(1);
  }

  /**
   * A semaphore with {@code value} permits.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public BoundedSemaphore(int value) {
    super(value);
    this.bound = value;
  }

  /**
   * Gives a permit to the first in line, or back.
   *
   * @throws IllegalStateException if all permits are there already, or if called from another
   *     thread while tasks wait; nothing happens then
   */
  @Override
  public void release() {
    if (value() >= bound) {
      throw new IllegalStateException(
          "BoundedSemaphore released too many times: all "
              + bound
              + " permits of "
              + this
              + " are there already; release once per acquire, or use hold()");
    }
    super.release();
  }
}
