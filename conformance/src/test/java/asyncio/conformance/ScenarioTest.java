package asyncio.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the port of every trace under {@code traces} and compares line for line, after the words
 * were translated from Python's to Java's. {@code NAME.out} is CPython's trace; {@code
 * NAME.java.out} beside it, already in Java's words, is what the library prints where it differs on
 * purpose (see {@code docs/differences.md}).
 */
class ScenarioTest {

  private static final Map<String, String> JAVA_WORDS =
      Map.ofEntries(
          Map.entry("True", "true"),
          Map.entry("False", "false"),
          Map.entry("None", "null"),
          Map.entry("ValueError", "IllegalArgumentException"),
          Map.entry("RuntimeError", "IllegalStateException"),
          Map.entry("KeyError", "NoSuchElementException"),
          Map.entry("LookupError", "NoSuchElementException"),
          Map.entry("TimeoutError", "TimeoutException"),
          Map.entry("ConnectionRefusedError", "ConnectException"),
          Map.entry("ConnectionResetError", "SocketException"));

  private static final Pattern WORD = Pattern.compile("\\b\\w+\\b");

  @TestFactory
  Stream<DynamicTest> everyTrace() throws Exception {
    Path traces = Path.of(Objects.requireNonNull(getClass().getResource("/traces")).toURI());
    try (Stream<Path> files = Files.list(traces)) {
      List<Path> sorted =
          files.filter(file -> !file.toString().endsWith(".java.out")).sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream()
          .map(trace -> DynamicTest.dynamicTest(nameOf(trace), () -> play(trace)));
    }
  }

  private static void play(Path trace) throws Exception {
    String name = nameOf(trace);
    assertThat(portOf(name).play()).as(name).isEqualTo(expected(trace));
  }

  private static String nameOf(Path trace) {
    return trace.getFileName().toString().replace(".out", "");
  }

  private static Scenario portOf(String name)
      throws ReflectiveOperationException, URISyntaxException {
    String className =
        Arrays.stream(name.split("_"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    String area = name.substring(0, name.indexOf('_'));
    return (Scenario)
        Class.forName("asyncio.conformance." + area + "." + className)
            .getDeclaredConstructor()
            .newInstance();
  }

  private static List<String> expected(Path trace) throws IOException {
    List<String> python =
        Files.readAllLines(trace).stream().map(ScenarioTest::inJavaWords).toList();
    Path deliberate = trace.resolveSibling(nameOf(trace) + ".java.out");
    if (!Files.exists(deliberate)) {
      return python;
    }
    List<String> java = Files.readAllLines(deliberate);
    assertThat(java).as("%s is a difference", deliberate.getFileName()).isNotEqualTo(python);
    return java;
  }

  private static String inJavaWords(String line) {
    return WORD.matcher(line).replaceAll(word -> Matcher.quoteReplacement(translate(word.group())));
  }

  private static String translate(String word) {
    return JAVA_WORDS.getOrDefault(word, word);
  }
}
