package asyncio.engine;

/** What the engine needs of a loop. */
@FunctionalInterface
public interface FiberHost {

  /**
   * Something that runs on the loop's thread was blocked by a foreign call and may go on: run
   * {@code continuation} there soon.
   *
   * <p>Called from any thread, also after the loop was closed. It must not block, must not run the
   * continuation inline and must not throw: a refused continuation is a coroutine lost for good.
   */
  void continueLater(Runnable continuation);
}
