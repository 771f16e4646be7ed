package asyncio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every example whose output is always the same, and compares with the expected lines; in
 * virtual time and on a simulated network, and with the times, unless it needs real sockets. The
 * others have {@link #TESTS_OF_THE_OTHERS}.
 */
class ExamplesTest {

  private static final Path EXPECTED = Path.of("src", "test", "resources", "expected");

  /** They have one test for each example, named after it. */
  private static final List<Class<?>> TESTS_OF_THE_OTHERS =
      List.of(
          UnpredictableExamplesTest.class,
          DebugExamplesTest.class,
          ScannerExamplesTest.class,
          NetworkExamplesTest.class,
          WebExamplesTest.class,
          BrowserExamplesTest.class);

  @TestFactory
  Stream<DynamicTest> printsWhatIsExpected() throws IOException {
    return Example.all().stream()
        .filter(example -> Files.exists(timed(example)))
        .map(example -> DynamicTest.dynamicTest(example.path(), () -> playInVirtualTime(example)));
  }

  private static void playInVirtualTime(Example example) throws Exception {
    assertThat(String.join("\n", Transcript.inVirtualTime(example::main)))
        .isEqualTo(Files.readString(timed(example)).stripTrailing());
  }

  /** For what only the system's sockets do. */
  @TestFactory
  Stream<DynamicTest> printsTheExpectedLinesInRealTime() throws IOException {
    return Example.all().stream()
        .filter(example -> Files.exists(untimed(example)))
        .map(example -> DynamicTest.dynamicTest(example.path(), () -> playInRealTime(example)));
  }

  private static void playInRealTime(Example example) throws Exception {
    assertThat(Transcript.inRealTime(example::main))
        .isEqualTo(Files.readAllLines(untimed(example)));
  }

  @Test
  void everyExampleIsRun() throws IOException {
    List<String> notRun =
        Example.all().stream()
            .filter(example -> expectations(example).noneMatch(Files::exists))
            .filter(example -> !hasTestOfItsOwn(example))
            .map(Example::path)
            .toList();
    assertThat(notRun).isEmpty();
  }

  @Test
  void everyExpectationHasItsExample() throws IOException {
    List<Path> expectations = Example.all().stream().flatMap(ExamplesTest::expectations).toList();
    try (Stream<Path> files = Files.walk(EXPECTED)) {
      assertThat(files.filter(Files::isRegularFile)).isSubsetOf(expectations);
    }
  }

  private static boolean hasTestOfItsOwn(Example example) {
    return TESTS_OF_THE_OTHERS.stream()
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .map(Method::getName)
        .anyMatch(example.name()::equalsIgnoreCase);
  }

  private static Stream<Path> expectations(Example example) {
    return Stream.of(timed(example), untimed(example));
  }

  /** Lines with their times on the loop. */
  private static Path timed(Example example) {
    return EXPECTED.resolve(example.path() + ".txt");
  }

  /** Lines alone. */
  private static Path untimed(Example example) {
    return EXPECTED.resolve(example.path() + ".lines");
  }
}
