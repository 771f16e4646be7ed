package asyncio.net;

import static asyncio.Asyncio.toThread;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another program at the other end of a socket; it is killed if it does not end. */
public final class PeerProcess implements AutoCloseable {

  /** As OpenSSL and the Python programs of the tests say it. */
  private static final Pattern PORT = Pattern.compile("(?:ACCEPT .*:|listening )(\\d+)");

  private final Process process;

  private PeerProcess(Process process) {
    this.process = process;
  }

  /** Skips the test if there is no such program. */
  public static void assumePresent(String program, String option) throws Exception {
    boolean present;
    try {
      present =
          new ProcessBuilder(program, option)
                  .redirectErrorStream(true)
                  .redirectOutput(Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException missing) {
      present = false;
    }
    assumeTrue(present, program + " is not on this machine");
  }

  /** Starts it. */
  public static PeerProcess start(String... command) throws IOException {
    return new PeerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Types something, and nothing more. */
  public PeerProcess type(String text) throws IOException {
    try (var input = process.outputWriter()) {
      input.append(text);
    }
    return this;
  }

  /** The port of a server that tells it. Blocks. */
  public int port() throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new IOException("the server ended before it listened");
  }

  /** All that it prints, on either output, up to its end. Suspends. */
  public String awaitOutput() {
    return toThread(
        () -> {
          String output = new String(process.getInputStream().readAllBytes(), UTF_8);
          assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
          return output;
        });
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
