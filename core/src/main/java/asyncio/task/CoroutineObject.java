package asyncio.task;

import java.lang.ref.Cleaner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that runs at most once, as the coroutine object that a Python {@code async def} call
 * returns; made by {@link asyncio.Asyncio#coroutine}. Loop thread only.
 *
 * <p>In debug mode ({@code -Dasyncio.debug=true}) one that is collected without having been awaited
 * or closed is reported with the place where it was made.
 *
 * @param <T> the type of the result
 */
public final class CoroutineObject<T extends @Nullable Object>
    implements Coroutine<T>, AutoCloseable {

  private static final class Collected {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private final String name;
  private final @Nullable NeverAwaited warning;
  private @Nullable Coroutine<T> body;
  private boolean closed;

  /** A one-shot form of {@code body}; the name appears in messages. */
  public CoroutineObject(String name, Coroutine<T> body) {
    this.name = Objects.requireNonNull(name, "name");
    this.body = Objects.requireNonNull(body, "body");
    EventLoop loop = EventLoop.runningOrNull();
    boolean debug = loop == null ? Debug.enabledByDefault() : loop.getDebug();
    if (debug) {
      warning = new NeverAwaited(name, CreationSite.capture());
      Collected.CLEANER.register(this, warning);
    } else {
      warning = null;
    }
  }

  /** See {@link asyncio.Asyncio#coroutine(Coroutine)}. */
  public static <T extends @Nullable Object> CoroutineObject<T> of(Coroutine<T> body) {
    return new CoroutineObject<>(Texts.nameOf(body), body);
  }

  /** See {@link asyncio.Asyncio#coroutine(Action)}. */
  public static CoroutineObject<@Nullable Void> of(Action body) {
    return new CoroutineObject<>(Texts.nameOf(body), Coroutine.of(body));
  }

  /**
   * Runs the body, this once.
   *
   * @throws IllegalStateException if it was awaited or closed before
   */
  @Override
  public T await() throws Exception {
    Coroutine<T> once = body;
    if (once == null) {
      throw new IllegalStateException(
          "a coroutine object runs once, and "
              + this
              + (closed ? " was closed" : " was awaited already")
              + "; call the method that makes it again, or keep a task, which can be awaited"
              + " often");
    }
    use();
    return once.await();
  }

  /** Gives it up; it will neither run nor be reported. {@code coroutine.close}. */
  @Override
  public void close() {
    closed = body != null;
    use();
  }

  private void use() {
    body = null;
    if (warning != null) {
      warning.used = true;
    }
  }

  @Override
  public String toString() {
    return "<coroutine " + name + ">";
  }

  private static final class NeverAwaited implements Runnable {

    private final String name;
    private final CreationSite createdAt;
    private volatile boolean used;

    NeverAwaited(String name, CreationSite createdAt) {
      this.name = name;
      this.createdAt = createdAt;
    }

    @Override
    public void run() {
      if (!used) {
        Log.warning(
            "coroutine '" + name + "' was never awaited; it was created" + createdAt.describe());
      }
    }
  }
}
