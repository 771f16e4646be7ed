package asyncio.launcher;

/** The program cannot be started. The message tells the user what to do about it. */
final class LaunchException extends Exception {

  private static final long serialVersionUID = 1;

  LaunchException(String message) {
    super(message);
  }
}
