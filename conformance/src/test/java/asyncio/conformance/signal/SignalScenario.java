package asyncio.conformance.signal;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A scenario about signals of the operating system, in real time. */
abstract class SignalScenario extends Scenario {

  private static final int SIGINT = 2;
  private static final int HEX = 16;

  @Override
  protected final EventLoop newEventLoop() {
    return Asyncio.newEventLoop();
  }

  /**
   * Skips the scenario if whoever started the tests made them deaf to Ctrl-C, as a shell does with
   * what it starts in the background; the JVM then keeps it ignored, whatever handler is set.
   */
  static void requireInterruptible() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Assumptions.assumeFalse(
          ignored(status).testBit(SIGINT - 1),
          "SIGINT is ignored by this process; start the tests in the foreground");
    }
  }

  private static BigInteger ignored(Path status) throws IOException {
    String line =
        Files.readAllLines(status).stream()
            .filter(field -> field.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    return new BigInteger(line.substring(line.indexOf(':') + 1).strip(), HEX);
  }

  /** Sends this process a signal, without waiting for its arrival. */
  static void kill(String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid())).start();
  }
}
