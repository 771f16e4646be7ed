package asyncio.process;

import java.io.File;

/** What the JDK tells of the end of a process, as asyncio tells it. */
final class ExitStatus {

  /** Signals with a name; what a system calls real-time signals has larger numbers. */
  private static final int LAST_SIGNAL = 31;

  private static final int SIGNALLED = 128;
  private static final boolean HAS_SIGNALS = File.separatorChar == '/';

  private ExitStatus() {}

  /**
   * The negative number of the signal that ended the process, else its exit code. The JDK adds 128
   * to the number of a signal, as shells do, so a process that itself exits with a code between 129
   * and 159 cannot be told from one that a signal has ended, and is taken for one.
   */
  static int returncode(int exitValue) {
    boolean signalled =
        HAS_SIGNALS && exitValue > SIGNALLED && exitValue <= SIGNALLED + LAST_SIGNAL;
    return signalled ? SIGNALLED - exitValue : exitValue;
  }
}
