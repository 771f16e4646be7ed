package asyncio.engine;

/** What the engine needs of a loop. */
public interface FiberHost {

  /**
   * A fiber that a foreign call had blocked may go on: call its {@link Fiber#continueBlocked} on
   * the loop's bare thread soon.
   *
   * <p>Called from any thread, also after the loop was closed. It must not block, must not go on
   * with the fiber inline and must not throw: a refused fiber is a coroutine lost for good.
   */
  void continueLater(Fiber fiber);

  /**
   * The same for a virtual thread that code in a fiber has started, and that lives on the loop as a
   * guest.
   */
  void continueLater(Runnable guest);
}
