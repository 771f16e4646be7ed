package asyncio.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A second stack on which a fiber goes on, and which it can leave in the middle: what a generator's
 * body runs on. Loop thread only.
 *
 * <p>A fiber that {@linkplain #enter enters} lays the side stack on top of its own, where another
 * may be laid on it in turn. Whatever runs there is the fiber: {@link Fiber#current}, {@link
 * Fiber#suspend} and blocking calls do what they do below. When the body {@linkplain #leave leaves}
 * or ends, {@code enter} returns. The next to enter may be another fiber of the same loop. Entering
 * and leaving are a switch each, without a turn through the loop.
 *
 * <p><b>Why a virtual thread of its own</b>, and not a {@code jdk.internal.vm.Continuation} nested
 * in the fiber's, which would be twice as fast: compiled code may read {@link Thread#currentThread}
 * once and keep it across a call, as no call changes it. In a body that another task has entered
 * meanwhile, it would then park, lock and suspend in the name of the first one's thread.
 */
public abstract sealed class SideStack permits FastSideStack, PortableSideStack {

  private final Runnable body;
  private @Nullable Fiber fiber;
  private @Nullable SideStack below;
  private boolean finished;

  SideStack(Runnable body) {
    this.body = body;
  }

  /**
   * Goes on with the body, for the first time from its beginning; returns when it leaves or ends.
   * Called by the fiber.
   *
   * @throws IllegalStateException if the stack cannot be left at this point, as {@link
   *     Fiber#suspend}; then nothing has happened
   */
  public final void enter(Fiber caller) {
    layOn(caller);
    try {
      switchIn(caller);
    } catch (Throwable cannotSwitch) {
      takeOff().abandonSwitch();
      throw cannotSwitch;
    }
  }

  /**
   * Goes on with the code that has entered; returns when somebody enters again. Called by the body,
   * on top.
   *
   * @throws IllegalStateException if the stack cannot be left at this point, as {@link
   *     Fiber#suspend}; then nothing has happened
   */
  public final void leave() {
    Fiber left = takeOff();
    try {
      switchOut();
    } catch (Throwable cannotSwitch) {
      layOn(left);
      left.abandonSwitch();
      throw cannotSwitch;
    }
  }

  private void layOn(Fiber caller) {
    caller.beginSwitch();
    fiber = caller;
    below = caller.top;
    caller.top = this;
  }

  private Fiber takeOff() {
    Fiber left = Objects.requireNonNull(fiber);
    left.beginSwitch();
    left.top = below;
    below = null;
    fiber = null;
    return left;
  }

  /** What the thread runs; must not throw. */
  final void live() {
    body.run();
    finished = true;
    takeOff();
    switchOutForGood();
  }

  /** Whether the body has ended. */
  public final boolean isFinished() {
    return finished;
  }

  /** The virtual thread that the body runs in. */
  public abstract Thread thread();

  /** The fiber that runs here now, or null. */
  final @Nullable Fiber fiber() {
    return fiber;
  }

  /** What this one lies on; null for the fiber's own stack. */
  final @Nullable SideStack below() {
    return below;
  }

  abstract void switchIn(Fiber caller);

  abstract void switchOut();

  /** The thread ends in a moment. */
  abstract void switchOutForGood();
}
