package asyncio.loop;

/**
 * An entry whose work is user code, or may call some. It runs in a fiber that all callbacks of a
 * loop share, so that a blocking one parks alone (fast engine) and a run of callbacks costs one
 * switch.
 */
public abstract class Callback extends Ready {

  private final Scheduler scheduler;

  protected Callback(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** The work. What it throws is reported to the loop's {@link LoopListener}. */
  protected abstract void call() throws Exception;

  @Override
  protected final void run() {
    if (!cancelled()) {
      scheduler.callbacks().run(this);
    }
  }
}
