package asyncio.pool;

/**
 * About an exception that was thrown in a worker.
 *
 * <p>An exception comes out of the pool as it was thrown, with the worker's stack trace, and has
 * one of these among its suppressed, which tells what worker that was. One that could not travel,
 * or whose class is not known here, is replaced by one of these with its description and its stack
 * trace.
 */
public final class RemoteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private RemoteException(String message, StackTraceElement[] stackTrace) {
    super(message, null, false, true);
    setStackTrace(stackTrace);
  }

  static RemoteException thrownIn(String worker) {
    return new RemoteException("thrown in " + worker, new StackTraceElement[0]);
  }

  static RemoteException inPlaceOf(
      String description, StackTraceElement[] stackTrace, String worker) {
    return new RemoteException(description + " (thrown in " + worker + ")", stackTrace);
  }
}
