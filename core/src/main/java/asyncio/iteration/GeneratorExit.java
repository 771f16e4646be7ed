package asyncio.iteration;

/**
 * Thrown at the {@code yield} of a generator that is closed, as Python's {@code GeneratorExit}. An
 * {@link Error}, so that {@code catch (Exception e)} does not swallow it. Carries no stack trace.
 */
public final class GeneratorExit extends Error {

  private static final long serialVersionUID = 1;

  /** A request to end. */
  public GeneratorExit() {
    super("the generator is being closed", null, false, false);
  }
}
