package asyncio.task;

/** What is at work outside a loop and will call in; see {@link EventLoop#foreignWork}. */
public final class ForeignWork implements AutoCloseable {

  private final EventLoop loop;
  private boolean ended;

  ForeignWork(EventLoop loop) {
    this.loop = loop;
    loop.scheduler().beginForeignWork();
  }

  /**
   * Says that it has called in. Closing twice is harmless.
   *
   * @throws IllegalStateException if the loop runs in another thread
   */
  @Override
  public void close() {
    loop.checkThread("ForeignWork.close");
    if (!ended) {
      ended = true;
      loop.scheduler().endForeignWork();
    }
  }
}
