package asyncio.engine;

import org.jspecify.annotations.Nullable;

/**
 * A virtual thread of the default scheduler that runs only while the thread of whoever entered
 * waits for it. Loop thread only.
 */
final class PortableSideStack extends SideStack {

  private static final ScopedValue<PortableSideStack> CURRENT = ScopedValue.newInstance();

  private final Baton baton = new Baton();
  private final Thread thread;

  PortableSideStack(Runnable body) {
    super(body);
    this.thread =
        Thread.ofVirtual().unstarted(() -> ScopedValue.where(CURRENT, this).run(this::live));
  }

  /** The fiber that runs on the side stack that {@code thread} is, or null. */
  static @Nullable Fiber fiberOf(Thread thread) {
    if (!CURRENT.isBound()) {
      return null;
    }
    PortableSideStack stack = CURRENT.get();
    return stack.thread == thread ? stack.fiber() : null;
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  void switchIn(Fiber caller) {
    baton.lend(thread);
  }

  @Override
  void switchOut() {
    baton.giveBackAndWait();
  }

  @Override
  void switchOutForGood() {
    baton.giveBack();
  }
}
