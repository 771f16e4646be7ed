package asyncio.task;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * The kind of loop that {@code run} and {@code newEventLoop} make when nobody tells them. A test
 * kit can replace it around a whole program, such as a {@code main} that knows nothing of tests.
 * Immutable.
 */
public final class DefaultLoop {

  private static final ScopedValue<Supplier<EventLoop>> FACTORY = ScopedValue.newInstance();

  private DefaultLoop() {}

  /**
   * Runs a program; what it calls on this thread makes its loops with {@code factory}, unless it
   * names a factory itself ({@link RunOptions#on}). Threads that the program starts are not
   * affected.
   *
   * @throws Exception what the program throws
   */
  public static void replaceDuring(Action program, Supplier<EventLoop> factory) throws Exception {
    Objects.requireNonNull(program, "program");
    ScopedValue.where(FACTORY, factory)
        .call(
            () -> {
              program.run();
              return true;
            });
  }

  /** A new loop of the kind that is the default here. */
  public static EventLoop create() {
    return FACTORY.isBound() ? FACTORY.get().get() : new EventLoop();
  }
}
