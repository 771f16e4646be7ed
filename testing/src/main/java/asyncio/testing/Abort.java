package asyncio.testing;

import org.jspecify.annotations.Nullable;

/** Lets another thread end the run of a loop, whatever its tasks are doing. Any thread. */
final class Abort {

  private volatile @Nullable Error error;

  /** The poller throws this out of the run when it is next asked; wake it up. */
  void set(Error reason) {
    error = reason;
  }

  boolean isSet() {
    return error != null;
  }

  /** Called by the poller. */
  void check() {
    Error reason = error;
    if (reason != null) {
      error = null;
      throw reason;
    }
  }
}
