package asyncio.testing;

/** Hangs on the failure of a test and says what its tasks were doing. */
final class TasksAtFailure extends Throwable {

  private static final long serialVersionUID = 1;

  TasksAtFailure(String tree) {
    super("the tasks at this moment:" + System.lineSeparator() + tree, null, false, false);
  }
}
