package asyncio.testing;

/** How the time of a test's loop passes. */
public enum TimeMode {

  /** As on the wall: for tests of what really happens. */
  REAL,

  /**
   * Not while code runs; when nothing is ready it jumps to the next timer. It does not jump over
   * work outside the loop: it stands still while a job, a blocking call or an awaited stage is
   * under way, and passes really while a socket is watched.
   */
  AUTO_JUMP,

  /** Only by {@link TestKit#advance}. */
  MANUAL
}
