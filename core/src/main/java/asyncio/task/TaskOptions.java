package asyncio.task;

import asyncio.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@code asyncio.create_task}. Immutable.
 *
 * @param name the task's name, or null for {@code Task-1}, {@code Task-2}, …
 * @param context the context to run in, used as it is; null for a copy of the current one
 * @param eagerStart whether the task starts inside the call that creates it; null for what the task
 *     factory does
 */
public record TaskOptions(
    @Nullable String name, @Nullable Context context, @Nullable Boolean eagerStart) {

  /** No name, a copy of the current context, the factory's way to start. */
  public static final TaskOptions DEFAULT = new TaskOptions(null, null, null);

  /** Options with a name only. */
  public static TaskOptions named(String name) {
    return DEFAULT.withName(name);
  }

  /** Options with a context only. */
  public static TaskOptions in(Context context) {
    return DEFAULT.withContext(context);
  }

  /** Options with an eager start only. */
  public static TaskOptions eager() {
    return DEFAULT.withEagerStart(true);
  }

  /** A copy with another name. */
  public TaskOptions withName(String newName) {
    return new TaskOptions(newName, context, eagerStart);
  }

  /** A copy with another context. */
  public TaskOptions withContext(Context newContext) {
    return new TaskOptions(name, newContext, eagerStart);
  }

  /** A copy with another way to start. */
  public TaskOptions withEagerStart(boolean newEagerStart) {
    return new TaskOptions(name, context, newEagerStart);
  }
}
