package asyncio.pool;

/** Who has to end a worker. */
@FunctionalInterface
interface WorkerOwner {

  /** Called as soon as there is a process, before it is ready. */
  void own(WorkerProcess worker);
}
