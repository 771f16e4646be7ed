package asyncio.sync;

import asyncio.task.WaitQueue;

/** Common parts of the primitives' texts. */
final class Texts {

  private Texts() {}

  /** How many tasks wait, or nothing if none does. */
  static String waiting(WaitQueue line) {
    return line.isEmpty() ? "" : ", waiting " + line.size();
  }
}
