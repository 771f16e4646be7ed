package asyncio.task;

/**
 * Told of what nobody else can be told: failing callbacks, failures that nobody asked for. See
 * {@link EventLoop#setExceptionHandler}.
 */
@FunctionalInterface
public interface ExceptionHandler {

  /**
   * Handles a report; called in the loop or, for a loop that is closing, on the thread that closes
   * it. What it throws is logged.
   *
   * @throws Exception whatever it likes
   */
  void handle(EventLoop loop, ErrorContext context) throws Exception;
}
