package asyncio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java snippets of these documents are parts of examples, so they compile. */
@EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast") // once is enough
class SnippetsTest {

  private static final Path DOCUMENTS = Path.of("..", "docs");
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)\n```java\n(.*?)```");

  @ParameterizedTest
  @ValueSource(strings = {"coming-from-python.md", "http.md"})
  void everySnippetStandsInAnExample(String document) throws IOException {
    List<String> examples = new ArrayList<>();
    for (Example example : Example.all()) {
      examples.add(withoutIndentation(String.join("\n", example.sourceLines())));
    }
    assertThat(snippets(document))
        .isNotEmpty()
        .filteredOn(snippet -> examples.stream().noneMatch(code -> code.contains(snippet)))
        .as("stand in no example")
        .isEmpty();
  }

  private static List<String> snippets(String document) throws IOException {
    return JAVA_BLOCK
        .matcher(Files.readString(DOCUMENTS.resolve(document)))
        .results()
        .map((MatchResult block) -> withoutIndentation(block.group(1)))
        .toList();
  }

  private static String withoutIndentation(String code) {
    return code.lines().map(line -> line.strip() + "\n").collect(Collectors.joining());
  }
}
