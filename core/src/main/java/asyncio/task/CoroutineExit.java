package asyncio.task;

/**
 * Unwinds a coroutine whose loop is closed, as Python's {@code GeneratorExit}: its {@code finally}
 * blocks run, but can no longer await.
 */
final class CoroutineExit extends Error {

  private static final long serialVersionUID = 1;

  CoroutineExit() {
    super("the event loop of this coroutine was closed while it was pending", null, false, false);
  }
}
