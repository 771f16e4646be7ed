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
      return saved.length == 0 ? null : new TerminalMode(new String(saved, UTF_8).strip()).set();
    } catch (NoSuchFileException noStty) {
      return null;
    }
  }

  private @Nullable TerminalMode set() throws IOException {
    if (stty("-icanon", "-echo", "min", "1") == 0) {
      return this;
    }
    restore(); // Ctrl-C may have ended stty after it had done its work
    return null;
  }

  /** What it was before. */
  void restore() throws IOException {
    int _ = stty(before);
  }

  /** Blocks for a moment: no cancellation must come between. */
  private static int stty(String... settings) throws IOException {
    var command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(settings));
    return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
  }
}
