package asyncio.spi;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop waits when it has nothing to do. {@link #await} and {@link #close} are called on the
 * loop's thread, {@link #wakeup} from any thread.
 */
public interface Poller {

  /** Stands for no limit in {@link #await}. */
  long FOREVER = -1;

  /**
   * Waits until {@link #wakeup}, or until {@code timeoutNanos} have passed. May return early for no
   * reason. A wake-up that came before the call makes it return at once.
   *
   * @param timeoutNanos how long at most, in nanoseconds; {@link #FOREVER} for no limit
   * @param foreignWork whether something outside the loop (a pool's thread, a blocking call in a
   *     coroutine) is known to be at work that will end in a wake-up; a poller with a virtual clock
   *     must not jump over it
   */
  void await(long timeoutNanos, boolean foreignWork);

  /**
   * Whether the loop shall look in, with a timeout of zero, at an iteration that has other work to
   * do. A poller that has nothing to watch says no and costs a busy loop nothing.
   */
  default boolean wantsLookIns() {
    return false;
  }

  /**
   * Watches a channel: {@code listener} is told, during {@link #await}, what it is ready for.
   * Called on the loop's thread, never during {@link #await}.
   *
   * @param channel in non-blocking mode, and not watched by this poller yet
   * @throws IOException if the system refuses
   * @throws UnsupportedOperationException if this poller watches no channels
   */
  default Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
    throw new UnsupportedOperationException(
        getClass().getSimpleName()
            + " watches no channels, so its loop has no sockets; use a loop of newEventLoop(), or"
            + " in-memory streams");
  }

  /** Who was given to {@link #watch} for a channel that is watched, else null. */
  default @Nullable ReadyListener watcherOf(SelectableChannel channel) {
    return null;
  }

  /** Ends the current or else the next {@link #await}. Never blocks. */
  void wakeup();

  /**
   * Releases what the poller holds; it is not used afterwards, but for {@link #wakeup}, which then
   * does nothing.
   */
  void close();

  /** A poller for sockets, on the platform's own facility. */
  static Poller selecting() {
    return new SelectorPoller();
  }

  /** A poller that only waits, for loops without sockets: it parks the loop's thread. */
  static Poller parking() {
    return new ParkingPoller();
  }
}
