package asyncio.engine;

import org.jspecify.annotations.Nullable;

/**
 * How one coroutine suspends and resumes. Any thread may ask for the engine; fibers are resumed
 * only inside {@link #run}.
 *
 * <p>The two implementations run the same loop code in the same order; only {@link Fiber#resume}
 * and {@link Fiber#suspend} differ.
 */
public sealed interface Engine permits FastEngine, PortableEngine {

  /** The engine of this process, picked once; see {@link Engines}. */
  static Engine current() {
    return Engines.SELECTED;
  }

  /** {@code fast} or {@code portable}, the values of {@code -Dasyncio.engine}. */
  String name();

  /**
   * A new fiber that will run {@code body} at its first resume.
   *
   * @param host told when the fiber, blocked by something other than {@link Fiber#suspend}, may go
   *     on
   */
  Fiber create(FiberHost host, Runnable body);

  /** The fiber that a virtual thread is, or null if it is none. */
  @Nullable Fiber fiberOf(Thread thread);

  /**
   * Runs {@code loop} on a thread that may resume fibers, and returns (or throws) when it does. The
   * calling thread is blocked meanwhile.
   */
  void run(Runnable loop);
}
