package asyncio.queue;

/** The queue was shut down, as {@code asyncio.QueueShutDown}. */
public final class QueueShutDown extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An exception whose message says which queue. */
  public QueueShutDown(String message) {
    super(message);
  }
}
