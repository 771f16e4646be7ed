package asyncio.support;

import java.io.IOException;

/** Sends signals to this process, as another process would. */
public final class Kill {

  private Kill() {}

  /** Sends a signal, by its name without SIG; it arrives soon. */
  public static void self(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    int status = new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + signal + " ended with status " + status);
    }
  }
}
