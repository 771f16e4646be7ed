package asyncio.sync;

import org.jspecify.annotations.Nullable;

/**
 * A lock, condition or permit that is held until {@link #close}, for {@code try (var _ =
 * lock.hold())}: what {@code async with lock} is in asyncio. Loop thread only.
 */
public final class Held implements AutoCloseable {

  private @Nullable Releasable held;

  Held(Releasable held) {
    this.held = held;
  }

  /** Releases it; a second call does nothing. Does not suspend. */
  @Override
  public void close() {
    Releasable releasable = held;
    if (releasable != null) {
      held = null;
      releasable.release();
    }
  }

  /** What is held. */
  @Override
  public String toString() {
    return held == null ? "<Held: released>" : "<Held: " + held + ">";
  }
}
