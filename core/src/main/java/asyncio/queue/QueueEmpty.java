package asyncio.queue;

/** There was nothing to take, as {@code asyncio.QueueEmpty}. */
public final class QueueEmpty extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An exception whose message says which queue. */
  public QueueEmpty(String message) {
    super(message);
  }
}
