package asyncio.task;

/**
 * The user pressed Ctrl-C, as Python's {@code KeyboardInterrupt}: {@code run} throws it after it
 * has cancelled the main task and that task has cleaned up. Thrown by code inside the loop it is
 * not stopped at the border of a task but ends the run.
 */
public final class KeyboardInterrupt extends Error {

  private static final long serialVersionUID = 1;

  /** An interrupt without a message. */
  public KeyboardInterrupt() {
    super("interrupted from the keyboard", null, true, true);
  }
}
