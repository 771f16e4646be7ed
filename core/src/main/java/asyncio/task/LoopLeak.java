package asyncio.task;

import java.lang.ref.Cleaner;

/** Debug mode: warns of a loop that was collected without having been closed. Any thread. */
final class LoopLeak implements Runnable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final CreationSite createdAt;
  private volatile boolean disarmed;

  private LoopLeak(CreationSite createdAt) {
    this.createdAt = createdAt;
  }

  static LoopLeak watch(EventLoop loop, CreationSite createdAt) {
    LoopLeak leak = new LoopLeak(createdAt);
    CLEANER.register(loop, leak);
    return leak;
  }

  void disarm() {
    disarmed = true;
  }

  @Override
  public void run() {
    if (!disarmed) {
      Log.warning(
          "an event loop was collected unclosed; close() it. It was created"
              + createdAt.describe());
    }
  }
}
