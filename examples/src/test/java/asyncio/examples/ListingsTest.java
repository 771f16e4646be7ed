package asyncio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code docs/listings.md} and the examples say the same. */
@EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast") // once is enough
class ListingsTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "listings.md");
  private static final Pattern EXAMPLE_PATH = Pattern.compile("`(\\w+/\\w+)`");
  private static final Pattern ROW_ID =
      Pattern.compile("\\b(?:L\\d\\.|J\\d\\.|N\\.?)[TE]?\\d\\d?[a-z]?\\b");

  /** A row is one line, and begins with its id: {@code | L2.09-three-tasks | …}. */
  private static List<String> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith("| ") && line.contains("-"))
        .filter(line -> ROW_ID.matcher(line.substring(2, line.indexOf('-'))).matches())
        .toList();
  }

  @Test
  void everyExampleIsNamedAndEveryNamedExampleExists() throws IOException {
    Set<String> named = new TreeSet<>(matches(EXAMPLE_PATH, Files.readString(DOCUMENT)).toList());
    assertThat(named).isEqualTo(new TreeSet<>(Example.all().stream().map(Example::path).toList()));
  }

  @Test
  void everyRowHasAnAnswerAndIsThereOnce() throws IOException {
    assertThat(rows()).isNotEmpty().allMatch(row -> row.matches("\\| \\S+ \\| \\S.* \\|"));
    assertThat(rows().stream().map(ListingsTest::idOf)).doesNotHaveDuplicates();
  }

  @Test
  void theRowsThatAnExampleNamesPointBackToIt() throws IOException {
    for (Example example : Example.all()) {
      for (String id : idsNamedBy(example)) {
        List<String> rows = rows().stream().filter(row -> idOf(row).equals(id)).toList();
        assertThat(rows)
            .as("%s, which %s names", id, example.path())
            .hasSize(1)
            .allMatch(row -> row.contains("`" + example.path() + "`"));
      }
    }
  }

  private static List<String> idsNamedBy(Example example) throws IOException {
    return example.sourceLines().stream()
        .takeWhile(line -> line.startsWith("//"))
        .flatMap(line -> matches(ROW_ID, line))
        .toList();
  }

  private static String idOf(String row) {
    return row.substring(2, row.indexOf('-'));
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.groupCount() == 0 ? match.group() : match.group(1));
  }
}
