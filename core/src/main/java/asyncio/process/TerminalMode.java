package asyncio.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that passes each key on at once and shows none. The system's program {@code stty} sets
 * it; Java has no call for it.
 */
final class TerminalMode {

  private final String before;

  private TerminalMode(String before) {
    this.before = before;
  }

  /** Suspends. Null if this program has no terminal, or one that cannot be set. */
  @SuppressWarnings("SystemConsoleNull") // it may be null as far as its declaration tells
  static @Nullable TerminalMode keyByKey() throws IOException {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return null;
    }
    try {
      Process saving =
          Subprocesses.exec(ProcessOptions.DEFAULT.withStdout(Stdio.PIPE), List.of("stty", "-g"));
      byte[] saved = Objects.requireNonNull(saving.communicate().stdout());
      TerminalMode mode = new TerminalMode(new String(saved, UTF_8).strip());
      return mode.set("-icanon", "-echo", "min", "1") ? mode : null;
    } catch (NoSuchFileException noStty) {
      return null;
    }
  }

  private boolean set(String... settings) throws IOException {
    var command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(settings));
    return Subprocesses.exec(ProcessOptions.DEFAULT, command).await() == 0;
  }

  /** What it was before. Blocks for a moment: no cancellation must come between. */
  void restore() throws IOException {
    java.lang.Process restoring = new ProcessBuilder("stty", before).inheritIO().start();
    restoring.onExit().join();
  }
}
