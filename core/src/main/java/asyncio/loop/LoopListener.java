package asyncio.loop;

/**
 * What the scheduler tells the loop that owns it. Called in a fiber of the loop, or after the run
 * on the thread that ran it.
 */
public interface LoopListener {

  /** A callback threw. */
  void callbackFailed(Callback callback, Throwable failure);

  /** Debug mode: a step or callback took longer than {@link Scheduler#slowNanos}. */
  void slow(Object entry, long nanos);
}
