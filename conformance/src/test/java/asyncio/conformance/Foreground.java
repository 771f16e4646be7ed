package asyncio.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** For scenarios that Ctrl-C has to reach, or the programs that they start. */
public final class Foreground {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int SIGINT = 2;
  private static final int HEX = 16;

  private Foreground() {}

  /**
   * Skips the scenario if whoever started the tests made them deaf to Ctrl-C, as a shell does with
   * what it starts in the background; then it stays ignored, whatever handler is set, also by the
   * programs that they start.
   */
  public static void require() {
    if (Files.exists(STATUS)) {
      Assumptions.assumeFalse(
          ignored().testBit(SIGINT - 1),
          "SIGINT is ignored by this process; start the tests in the foreground");
    }
  }

  private static BigInteger ignored() {
    try {
      String line =
          Files.readAllLines(STATUS).stream()
              .filter(field -> field.startsWith("SigIgn:"))
              .findFirst()
              .orElseThrow();
      return new BigInteger(line.substring(line.indexOf(':') + 1).strip(), HEX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
