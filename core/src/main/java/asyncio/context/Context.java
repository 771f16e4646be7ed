package asyncio.context;

import asyncio.engine.Fiber;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A mapping from context variables to values, as {@code contextvars.Context}. Used by one thread at
 * a time.
 *
 * <p>Every task runs in a context of its own, by default a copy of its creator's, and every
 * callback in a copy made when it was scheduled. Copying takes constant time: the values lie in a
 * shared immutable map, and a {@code set} replaces the map of one context.
 */
public final class Context {

  private static final ThreadLocal<Context> OF_THREAD = ThreadLocal.withInitial(Context::new);

  private Bindings bindings;
  private boolean entered;

  /** An empty context, as {@code contextvars.Context()}. */
  public Context() {
    this(Bindings.EMPTY);
  }

  private Context(Bindings bindings) {
    this.bindings = bindings;
  }

  /**
   * A copy of the current context, as {@code contextvars.copy_context()}. Any thread; outside of a
   * loop each thread has a context of its own.
   */
  public static Context copyCurrent() {
    return new Context(current().bindings);
  }

  /** The context in which the calling code runs. */
  static Context current() {
    Fiber fiber = Fiber.current();
    if (fiber == null) {
      return OF_THREAD.get();
    }
    Context context = (Context) fiber.context;
    if (context == null) {
      context = new Context();
      fiber.context = context;
    }
    return context;
  }

  /** A copy with the same values, as {@code Context.copy}. */
  public Context copy() {
    return new Context(bindings);
  }

  /**
   * Runs {@code action} in this context and keeps what it sets, as {@code Context.run}.
   *
   * @return what {@code action} returns
   * @throws Exception what {@code action} throws
   * @throws IllegalStateException if this context is entered already
   */
  public <T extends @Nullable Object> T call(Callable<T> action) throws Exception {
    Context outer = enter();
    try {
      return action.call();
    } finally {
      leave(outer);
    }
  }

  /**
   * Runs {@code action} in this context and keeps what it sets, as {@code Context.run}.
   *
   * @throws IllegalStateException if this context is entered already
   */
  public void run(Runnable action) {
    Context outer = enter();
    try {
      action.run();
    } finally {
      leave(outer);
    }
  }

  private Context enter() {
    Context outer = current();
    if (entered || outer == this) {
      throw new IllegalStateException(
          "a context cannot be entered twice, and "
              + this
              + " is entered already; run in a copy of it: context.copy().run(…)");
    }
    entered = true;
    makeCurrent(this);
    return outer;
  }

  private void leave(Context outer) {
    entered = false;
    makeCurrent(outer);
  }

  private static void makeCurrent(Context context) {
    Fiber fiber = Fiber.current();
    if (fiber == null) {
      OF_THREAD.set(context);
    } else {
      fiber.context = context;
    }
  }

  /**
   * The value of a variable in this context, or null if it is not set here; the variable's default
   * does not count.
   */
  @SuppressWarnings("unchecked") // a variable is bound to values of its own type only
  public <T> @Nullable T get(ContextVar<T> variable) {
    return (T) bindings.get(variable);
  }

  /** Whether a variable is set in this context. */
  public boolean contains(ContextVar<?> variable) {
    return bindings.get(variable) != null;
  }

  /** The variables that are set in this context. */
  public Set<ContextVar<?>> variables() {
    return bindings.variables();
  }

  /** How many variables are set in this context. */
  public int size() {
    return bindings.size();
  }

  void put(ContextVar<?> variable, @Nullable Object value) {
    bindings = value == null ? bindings.without(variable) : bindings.with(variable, value);
  }

  @Override
  public String toString() {
    return "<Context " + bindings + ">";
  }
}
