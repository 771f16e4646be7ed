package asyncio.task;

/**
 * Debug mode: hangs on the exception of a task and says in its stack trace where the task was
 * created.
 */
final class SpawnSite extends Throwable {

  private static final long serialVersionUID = 1;

  SpawnSite(Task<?> task, CreationSite site) {
    super(task.getName() + " was created here", null, false, true);
    setStackTrace(site.toStackTrace());
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
