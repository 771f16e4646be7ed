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
 * Runs every example whose output is always the same, in virtual time, and compares with the
 * expected lines and times. The others have {@link #TESTS_OF_THE_OTHERS}.
 */
class ExamplesTest {

  private static final Path EXPECTED = Path.of("src", "test", "resources", "expected");

  /** They have one test for each example, named after it. */
  private static final List<Class<?>> TESTS_OF_THE_OTHERS =
      List.of(
          UnpredictableExamplesTest.class,
          DebugExamplesTest.class,
          ScannerExamplesTest.class,
          NetworkExamplesTest.class);

  @TestFactory
  Stream<DynamicTest> printsWhatIsExpected() throws IOException {
    return Example.all().stream()
        .filter(example -> Files.exists(expectation(example)))
        .map(example -> DynamicTest.dynamicTest(example.path(), () -> play(example)));
  }

  private static void play(Example example) throws Exception {
    assertThat(String.join("\n", Transcript.inVirtualTime(example::main)))
        .isEqualTo(Files.readString(expectation(example)).stripTrailing());
  }

  @Test
  void everyExampleIsRun() throws IOException {
    List<String> notRun =
        Example.all().stream()
            .filter(example -> !Files.exists(expectation(example)) && !hasTestOfItsOwn(example))
            .map(Example::path)
            .toList();
    assertThat(notRun).isEmpty();
  }

  @Test
  void everyExpectationHasItsExample() throws IOException {
    List<Path> examples = Example.all().stream().map(ExamplesTest::expectation).toList();
    try (Stream<Path> files = Files.walk(EXPECTED)) {
      assertThat(files.filter(Files::isRegularFile)).isSubsetOf(examples);
    }
  }

  private static boolean hasTestOfItsOwn(Example example) {
    return TESTS_OF_THE_OTHERS.stream()
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .map(Method::getName)
        .anyMatch(example.name()::equalsIgnoreCase);
  }

  private static Path expectation(Example example) {
    return EXPECTED.resolve(example.path() + ".txt");
  }
}
