package asyncio.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.Connection;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines from a terminal at whose last row the user types, while what other tasks print
 * scrolls by above. Loop thread only; one task reads.
 *
 * <pre>{@code
 * try (Prompt prompt = Prompt.open("> ")) {
 *   createTask(() -> showMessages(prompt)); // calls prompt.print
 *   for (String line = prompt.readLine(); line != null; line = prompt.readLine()) {
 *     send(line);
 *   }
 * }
 * }</pre>
 *
 * <p>Without a terminal it reads lines as they come, and prints nothing but what it is told to.
 */
public final class Prompt implements AutoCloseable {

  private static final int KEYS_AT_ONCE = 1024;

  /** To the first column, and clear the row. */
  private static final String CLEAR_ROW = "\r\033[K";

  private final String label;
  private final Connection input;
  private final PrintStream output;
  private final @Nullable TerminalMode terminal;
  private final LineEditor editor = new LineEditor();
  private final boolean keyByKey;
  private boolean reading;

  private Prompt(
      String label,
      Connection input,
      PrintStream output,
      boolean keyByKey,
      @Nullable TerminalMode terminal) {
    this.label = label;
    this.input = input;
    this.output = output;
    this.keyByKey = keyByKey;
    this.terminal = terminal;
  }

  /**
   * A prompt at the standard input and output. Suspends.
   *
   * @param label what the row begins with, such as {@code "> "}
   * @throws IOException if the terminal cannot be set
   * @throws IllegalStateException if somebody else has opened the standard input
   */
  public static Prompt open(String label) throws IOException {
    Objects.requireNonNull(label, "label");
    Connection input = StandardInput.open();
    try {
      TerminalMode terminal = TerminalMode.keyByKey();
      return new Prompt(label, input, System.out, terminal != null, terminal);
    } catch (Throwable failed) {
      input.abort();
      throw failed;
    }
  }

  /** A prompt at a terminal that somebody else has set, for tests. */
  static Prompt keyByKey(String label, Connection input, PrintStream output) {
    return new Prompt(label, input, output, true, null);
  }

  /** A prompt where there is no terminal. */
  static Prompt lineByLine(Connection input, PrintStream output) {
    return new Prompt("", input, output, false, null);
  }

  /**
   * The next line without its end, or null at the end of the input. Suspends. A cancelled call
   * loses nothing of what was typed.
   *
   * @throws IOException if the input fails
   */
  public @Nullable String readLine() throws IOException {
    if (!keyByKey) {
      return input.reader().readLine(UTF_8);
    }
    reading = true;
    try {
      drawRow();
      String line = awaitLine();
      output.print(CLEAR_ROW + label + (line == null ? editor.text() : line) + "\n");
      output.flush();
      return line;
    } finally {
      reading = false;
    }
  }

  private @Nullable String awaitLine() throws IOException {
    String line = editor.takeLine();
    while (line == null && !editor.hasEnded()) {
      byte[] keys = input.reader().read(KEYS_AT_ONCE);
      if (keys.length == 0) {
        return null;
      }
      editor.type(keys);
      line = editor.takeLine();
      if (line == null) {
        drawRow();
      }
    }
    return line;
  }

  private void drawRow() {
    output.print(CLEAR_ROW + label + editor.text());
    output.flush();
  }

  /** Prints a line above what is being typed. Does not suspend. */
  public void print(String line) {
    if (reading) {
      output.print(CLEAR_ROW + line + "\n");
      drawRow();
    } else {
      output.println(line);
    }
  }

  /** Gives the terminal back as it was. */
  @Override
  public void close() throws IOException {
    input.abort();
    if (terminal != null) {
      terminal.restore();
    }
  }
}
