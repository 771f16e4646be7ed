package asyncio.task;

import asyncio.context.Context;
import asyncio.engine.Fiber;
import asyncio.loop.Callback;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A callback that was scheduled with {@link EventLoop#callSoon} and the like, as {@code
 * asyncio.Handle}. Loop thread only, except for handles of {@link EventLoop#callSoonThreadsafe},
 * which may be used from any thread.
 */
public class Handle extends Callback {

  private final EventLoop loop;
  private final Context context;
  private final @Nullable CreationSite createdAt;
  private @Nullable Runnable callback;
  private volatile boolean cancelled;

  Handle(EventLoop loop, Runnable callback, Context context) {
    super(loop.scheduler());
    this.loop = loop;
    this.callback = callback;
    this.context = context;
    this.createdAt = CreationSite.capture(loop);
  }

  /**
   * Prevents the callback from running, if it has not run yet; harmless otherwise. {@code
   * Handle.cancel}.
   */
  public void cancel() {
    cancelled = true;
    callback = null;
  }

  /** Whether {@link #cancel} was called. */
  @Override
  public boolean cancelled() {
    return cancelled;
  }

  /** The context in which the callback runs; {@code Handle.get_context}. */
  public final Context getContext() {
    return context;
  }

  final EventLoop loop() {
    return loop;
  }

  final @Nullable CreationSite createdAt() {
    return createdAt;
  }

  @Override
  protected void call() throws Exception {
    Runnable action = callback;
    if (action != null) {
      Fiber fiber = Objects.requireNonNull(Fiber.current());
      fiber.context = context;
      action.run();
    }
  }

  /** The callback, whether it is cancelled, and in debug mode where it was scheduled. */
  @Override
  public String toString() {
    var text = new StringBuilder("<").append(getClass().getSimpleName());
    if (cancelled) {
      text.append(" cancelled");
    }
    if (callback != null) {
      text.append(' ').append(Texts.nameOf(callback));
    }
    if (createdAt != null) {
      text.append(" created at ").append(createdAt.place());
    }
    describe(text);
    return text.append('>').toString();
  }

  void describe(StringBuilder text) {}
}
