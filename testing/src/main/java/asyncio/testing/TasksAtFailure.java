package asyncio.testing;

/** Hangs on the failure of a test and says what its tasks were doing, under which schedule. */
final class TasksAtFailure extends Throwable {

  private static final long serialVersionUID = 1;

  TasksAtFailure(Seed seed, String tree) {
    super(
        "the tasks at this moment, under " + seed + ":" + System.lineSeparator() + tree,
        null,
        false,
        false);
  }
}
