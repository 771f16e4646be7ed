package asyncio.examples;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium, which is driven at an address that {@link Browser} understands. */
final class Chromium implements AutoCloseable {

  private static final String ADDRESS = "DevTools listening on ";

  private final Process process;
  private final String address;

  private Chromium(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** The program, if it is installed. */
  static Optional<Path> installed() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder, for all that it writes
   */
  static Chromium start(Path program, Path profile) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--headless",
            "--no-sandbox", // the tests may run as root
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    builder.environment().put("TMPDIR", profile.toString());
    Process process = builder.redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Chromium(process, awaitAddress(process));
  }

  private static String awaitAddress(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(ADDRESS)) {
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(_ -> {}));
        return line.substring(ADDRESS.length());
      }
    }
    throw new IOException("Chromium has ended before it could be driven");
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, SECONDS).join();
    process.destroyForcibly().onExit().orTimeout(10, SECONDS).join();
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().orTimeout(10, SECONDS).join();
    }
  }
}
