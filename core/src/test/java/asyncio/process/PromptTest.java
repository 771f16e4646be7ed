package asyncio.process;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openStandardInput;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Settling.settle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.stream.Connection;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines from a terminal, from what is none, and from the standard input itself. */
class PromptTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PrintStream output = new PrintStream(screen, true, UTF_8);

  /** What the screen shows in the end: rows that were cleared are gone. */
  private String screen() {
    return screen.toString(UTF_8).replaceAll("(?m)[^\n]*\r\033\\[K", "");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a\u007fb, b",
    "caf\u00e9\u007fe, cafe",
    "wrong\u0015right, right",
    "le\u001b[Dft, left",
    "delete\u001b[3~d, deleted",
    "be\u0007ep, beep",
  })
  void keysEditTheLine(String keys, String line) {
    LineEditor editor = new LineEditor();
    editor.type((keys + "\n").getBytes(UTF_8));
    assertThat(editor.takeLine()).isEqualTo(line);
    assertThat(editor.takeLine()).isNull();
  }

  @Test
  void theEndIsTypedOnAnEmptyLineOnly() {
    LineEditor editor = new LineEditor();
    editor.type("x\u0004".getBytes(UTF_8));
    assertThat(editor.hasEnded()).isFalse();
    editor.type("\u007f\u0004".getBytes(UTF_8));
    assertThat(editor.hasEnded()).isTrue();
  }

  @Test
  void whatOthersPrintScrollsAbove() {
    run(
        () -> {
          MemoryStream keyboard = MemoryStream.create(getRunningLoop(), 100);
          Connection keys = Connection.over(keyboard.peer());
          try (Prompt prompt = Prompt.keyByKey("> ", Connection.over(keyboard), output)) {
            Task<@Nullable String> reading = createTask(prompt::readLine);
            keys.writer().write("hel", UTF_8);
            settle();
            prompt.print("somebody: hi");
            assertThat(screen()).isEqualTo("somebody: hi\n> hel");
            keys.writer().write("lo\nnext\n", UTF_8);
            assertThat(reading.await()).isEqualTo("hello");
            assertThat(prompt.readLine()).isEqualTo("next");
            prompt.print("nobody types");
            keys.writer().close();
            assertThat(prompt.readLine()).isNull();
            assertThat(screen()).isEqualTo("somebody: hi\n> hello\n> next\nnobody types\n> \n");
          }
        });
  }

  /** Cancelled before its first step, when a key has just come, and while it waits. */
  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, false", "6, false", "0, true", "6, true"})
  void aCancelledReadKeepsWhatWasTyped(int keysBefore, boolean settled) {
    run(
        () -> {
          MemoryStream keyboard = MemoryStream.create(getRunningLoop(), 100);
          Connection keys = Connection.over(keyboard.peer());
          try (Prompt prompt = Prompt.keyByKey("> ", Connection.over(keyboard), output)) {
            Task<@Nullable String> reading = createTask(prompt::readLine);
            String line = "first half\n";
            for (int i = 0; i < keysBefore; i++) {
              sleep(Duration.ZERO);
              keys.writer().write(line.substring(i, i + 1), UTF_8);
            }
            if (settled) {
              settle();
            }
            reading.cancel();
            assertThatThrownBy(reading::await).isInstanceOf(CancelledError.class);
            keys.writer().write(line.substring(keysBefore), UTF_8);
            assertThat(prompt.readLine()).isEqualTo("first half");
          }
          keys.abort();
        });
  }

  @Test
  void withoutATerminalLinesAreRead() {
    run(
        () -> {
          MemoryStream pipe = MemoryStream.create(getRunningLoop(), 100);
          Connection writing = Connection.over(pipe.peer());
          writing.writer().write("one\ntwo", UTF_8);
          writing.writer().close();
          try (Prompt prompt = Prompt.lineByLine(Connection.over(pipe), output)) {
            assertThat(prompt.readLine()).isEqualTo("one");
            prompt.print("said");
            assertThat(prompt.readLine()).isEqualTo("two");
            assertThat(prompt.readLine()).isNull();
          }
        });
    assertThat(screen()).isEqualTo("said\n");
  }

  @Test
  void theStandardInputLosesNothingBetweenReadersAndLoops() throws IOException {
    InputStream before = System.in;
    try (PipedOutputStream typing = new PipedOutputStream()) {
      System.setIn(new PipedInputStream(typing));
      run(
          () -> {
            try (Connection input = openStandardInput()) {
              assertThatThrownBy(() -> openStandardInput())
                  .isInstanceOf(IllegalStateException.class);
              Task<byte[]> reading = createTask(() -> input.reader().readLine());
              settle();
              reading.cancel();
            }
          });
      run(
          () -> {
            try (Connection input = openStandardInput()) {
              toThread(() -> typing.write("late\n".getBytes(UTF_8)));
              assertThat(input.reader().readLine(UTF_8)).isEqualTo("late");
              toThread(typing::close);
              assertThat(input.reader().readLine(UTF_8)).isNull();
            }
          });
    } finally {
      System.setIn(before);
    }
  }
}
