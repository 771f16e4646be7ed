package asyncio.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asyncio.support.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A prompt on a pseudo terminal. */
class PromptOnTerminalTest {

  private static final Path SCRIPT = Path.of("/usr/bin/script");

  @Test
  void keysArriveAtOnceAndTheTerminalIsGivenBack() throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), "needs script of util-linux");
    java.lang.Process process = startOnTerminal(ChildJvm.of(PromptUser.class).command());
    try (OutputStream keyboard = process.getOutputStream();
        InputStream screen = process.getInputStream()) {
      String shown = readUntil(screen, "\r\033[K> ");
      type(keyboard, "he");
      String row = readUntil(screen, "\r\033[K> he"); // drawn by the prompt, and not echoed
      type(keyboard, "y\n");
      shown += row + new String(screen.readAllBytes(), UTF_8);
      assertThat(shown).contains("typed: hey");
      assertThat(mode(shown, "refused")).isEqualTo(mode(shown, "at first"));
      assertThat(mode(shown, "open")).isNotEqualTo(mode(shown, "at first"));
      assertThat(mode(shown, "closed")).isEqualTo(mode(shown, "at first"));
    } finally {
      process.destroyForcibly();
    }
  }

  private static java.lang.Process startOnTerminal(List<String> command) throws IOException {
    String quoted = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return new ProcessBuilder(
            SCRIPT.toString(), "--quiet", "--return", "--command", quoted, "/dev/null")
        .redirectErrorStream(true)
        .start();
  }

  private static void type(OutputStream keyboard, String keys) throws IOException {
    keyboard.write(keys.getBytes(UTF_8));
    keyboard.flush();
  }

  private static String readUntil(InputStream screen, String end) throws IOException {
    StringBuilder shown = new StringBuilder();
    while (!shown.toString().endsWith(end)) {
      int next = screen.read();
      assertThat(next).as("after %s", shown).isNotNegative();
      shown.append((char) next);
    }
    return shown.toString();
  }

  private static String mode(String shown, String moment) {
    return shown
        .lines()
        .filter(line -> line.startsWith(moment + ": "))
        .map(line -> line.substring(moment.length() + 2))
        .collect(Collectors.joining());
  }
}
