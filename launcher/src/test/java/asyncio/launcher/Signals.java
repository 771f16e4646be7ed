package asyncio.launcher;

import java.io.IOException;
import java.util.List;

/** Ctrl-C for processes. */
final class Signals {

  /**
   * What to put before a command that must be open to Ctrl-C: whoever starts the tests in the
   * background may ignore it, and children inherit that. Nothing where {@code env} cannot help.
   */
  static final List<String> NOT_IGNORED = notIgnored();

  private Signals() {}

  private static List<String> notIgnored() {
    List<String> prefix = List.of("env", "--default-signal=INT");
    try {
      Process attempt =
          new ProcessBuilder(prefix.get(0), prefix.get(1), "true")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return attempt.waitFor() == 0 ? prefix : List.of();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }
}
