package asyncio.shared;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;

/**
 * A number that several processes share; {@code multiprocessing.Value}. Any thread of any of these
 * processes. See {@link SharedLongs}.
 */
public final class SharedCounter implements AutoCloseable, Serializable {

  @Serial private static final long serialVersionUID = 1;

  private final SharedLongs number;

  private SharedCounter(SharedLongs number) {
    this.number = number;
  }

  /**
   * A counter at zero.
   *
   * @throws IOException if there is no room for it
   */
  public static SharedCounter create() throws IOException {
    return new SharedCounter(SharedLongs.create(1));
  }

  /** Its value. */
  public long get() {
    return number.get(0);
  }

  /** Sets its value. What is computed from {@link #get} may be outdated by then: use a lock. */
  public void set(long value) {
    number.set(0, value);
  }

  /** Adds one, and returns the sum; no other change gets lost. */
  public long increment() {
    return add(1);
  }

  /** Adds to it, and returns the sum; no other change gets lost. */
  public long add(long change) {
    return number.addAndGet(0, change);
  }

  @Override
  public void close() throws IOException {
    number.close();
  }

  @Override
  public String toString() {
    return "<SharedCounter in " + number + ">";
  }
}
