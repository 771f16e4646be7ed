package asyncio.context;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable with one value per task, as {@code contextvars.ContextVar}. Any thread; immutable
 * itself.
 *
 * <p>Create it once, in a static field: a context refers to its variables strongly.
 *
 * @param <T> the type of its values
 */
public final class ContextVar<T> {

  private final String name;
  private final @Nullable T defaultValue;

  private ContextVar(String name, @Nullable T defaultValue) {
    this.name = Objects.requireNonNull(name, "name");
    this.defaultValue = defaultValue;
  }

  /** A variable without a default: {@link #get()} throws until it is set. */
  public static <T> ContextVar<T> of(String name) {
    return new ContextVar<>(name, null);
  }

  /** A variable with a default value. */
  public static <T> ContextVar<T> of(String name, T defaultValue) {
    return new ContextVar<>(name, Objects.requireNonNull(defaultValue, "defaultValue"));
  }

  /** The name, for people; two variables of one name are two variables. */
  public String name() {
    return name;
  }

  /**
   * The value in the current context, else the default.
   *
   * @throws NoSuchElementException if there is neither ({@code LookupError} in Python)
   */
  public T get() {
    T value = Context.current().get(this);
    if (value == null) {
      value = defaultValue;
    }
    if (value == null) {
      throw new NoSuchElementException(
          "context variable "
              + name
              + " has no value here and no default; set it, or ask with get(fallback)");
    }
    return value;
  }

  /**
   * The value in the current context, else {@code fallback}; the variable's own default does not
   * count.
   */
  public T get(T fallback) {
    T value = Context.current().get(this);
    return value == null ? fallback : value;
  }

  /**
   * Sets the value in the current context.
   *
   * @return the key for {@link #reset}
   */
  public Token<T> set(T value) {
    Objects.requireNonNull(value, "value");
    Context context = Context.current();
    T old = context.get(this);
    context.put(this, value);
    return new Token<>(this, context, old);
  }

  /**
   * Brings back the value from before the {@code set} that returned this token.
   *
   * @throws IllegalStateException if the token was used already ({@code RuntimeError} in Python)
   * @throws IllegalArgumentException if it belongs to another variable or another context ({@code
   *     ValueError} in Python)
   */
  public void reset(Token<T> token) {
    Objects.requireNonNull(token, "token");
    if (token.variable != this) {
      throw new IllegalArgumentException(
          "a token resets the variable that made it, and this one is of "
              + token.variable.name
              + ", not of "
              + name
              + "; keep the tokens of different variables apart");
    }
    if (token.used) {
      throw new IllegalStateException(
          "a token can be used once, and "
              + token
              + " was used already; keep the token of each set()");
    }
    Context context = Context.current();
    if (token.context != context) {
      throw new IllegalArgumentException(
          "a token resets its variable only in the context where it was made; "
              + name
              + " was set in another task or callback; reset it there, or set it anew here");
    }
    token.used = true;
    context.put(this, token.old);
  }

  @Override
  public String toString() {
    return "<ContextVar " + name + (defaultValue == null ? "" : " default=" + defaultValue) + ">";
  }

  /**
   * Remembers what a {@link ContextVar#set} replaced, as {@code contextvars.Token}.
   *
   * @param <T> the type of the variable's values
   */
  public static final class Token<T> {

    private final ContextVar<T> variable;
    private final Context context;
    private final @Nullable T old;
    private boolean used;

    private Token(ContextVar<T> variable, Context context, @Nullable T old) {
      this.variable = variable;
      this.context = context;
      this.old = old;
    }

    /** The variable that was set. */
    public ContextVar<T> variable() {
      return variable;
    }

    /** The value before, or null if there was none. */
    public @Nullable T oldValue() {
      return old;
    }

    @Override
    public String toString() {
      return "<Token of " + variable.name + (used ? " used" : "") + ">";
    }
  }
}
