package asyncio.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@code asyncio.run}. Immutable.
 *
 * @param debug whether debug mode is on; null for the default
 * @param loopFactory makes the loop; null for {@link DefaultLoop#create}
 */
public record RunOptions(@Nullable Boolean debug, @Nullable Supplier<EventLoop> loopFactory) {

  /** The default mode and loop. */
  public static final RunOptions DEFAULT = new RunOptions(null, null);

  /** In debug mode. */
  public static RunOptions debugging() {
    return new RunOptions(true, null);
  }

  /** On a loop made by {@code loopFactory}. */
  public static RunOptions on(Supplier<EventLoop> loopFactory) {
    return new RunOptions(null, loopFactory);
  }
}
