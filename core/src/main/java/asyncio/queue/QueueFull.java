package asyncio.queue;

/** There was no room, as {@code asyncio.QueueFull}. */
public final class QueueFull extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An exception whose message says which queue. */
  public QueueFull(String message) {
    super(message);
  }
}
