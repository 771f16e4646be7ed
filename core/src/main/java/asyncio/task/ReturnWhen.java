package asyncio.task;

/** When {@code wait} returns. */
public enum ReturnWhen {
  /** As soon as one is done. */
  FIRST_COMPLETED,
  /** As soon as one has failed (a cancelled one has not), else when all are done. */
  FIRST_EXCEPTION,
  /** When all are done. */
  ALL_COMPLETED
}
