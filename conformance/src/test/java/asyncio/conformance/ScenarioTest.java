package asyncio.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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
          Map.entry("FileNotFoundError", "NoSuchFileException"),
          Map.entry("ConnectionRefusedError", "ConnectException"),
          Map.entry("ConnectionResetError", "SocketException"));

  private static final Pattern WORD = Pattern.compile("\\b\\w+\\b");

  @TestFactory
  Stream<DynamicTest> everyTrace() throws Exception {
    try (Stream<Path> files = Files.list(tracesFolder())) {
      List<Path> sorted =
          files.filter(file -> !file.toString().endsWith(".java.out")).sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream()
          .map(trace -> DynamicTest.dynamicTest(nameOf(trace), () -> play(trace)));
    }
  }

  private static Path tracesFolder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(ScenarioTest.class.getResource("/traces")).toURI());
  }

  /** A port without a trace would never be played. */
  @Test
  void everyPortHasATrace() throws Exception {
    Path classes = Path.of(getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
    Path traces = tracesFolder();
    try (Stream<Path> files = Files.walk(classes)) {
      List<String> ports =
          files
              .map(file -> classes.relativize(file).toString().replace('/', '.'))
              .filter(name -> name.endsWith(".class") && !name.contains("$"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .filter(ScenarioTest::isPort)
              .toList();
      assertThat(ports).isNotEmpty();
      for (String port : ports) {
        assertThat(traces.resolve(traceOf(port))).exists();
      }
    }
  }

  private static boolean isPort(String className) {
    try {
      Class<?> type = Class.forName(className, false, ScenarioTest.class.getClassLoader());
      return Scenario.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String traceOf(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    return simple.replaceAll("(?<!^)(?=[A-Z])", "_").toLowerCase(Locale.ROOT) + ".out";
  }

  private static void play(Path trace) throws Exception {
    String name = nameOf(trace);
    assertThat(portOf(name).play()).as(name).isEqualTo(expected(trace));
  }

  private static String nameOf(Path trace) {
    return trace.getFileName().toString().replace(".out", "");
  }

  private static Scenario portOf(String name) throws ReflectiveOperationException {
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
