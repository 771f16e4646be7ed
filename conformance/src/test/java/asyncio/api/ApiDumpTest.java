package asyncio.api;

import asyncio.Asyncio;
import asyncio.http.Headers;
import asyncio.testing.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The public API is what {@code api/*.api} of each module says, so that no change of it goes
 * unnoticed.
 */
@EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast") // once is enough
class ApiDumpTest {

  private static final Path PROJECT = Path.of(System.getProperty("basedir")).resolve("..");

  @Test
  void ofTheCore() throws Exception {
    check(Asyncio.class, PROJECT.resolve("core/api/asyncio.api"));
  }

  @Test
  void ofTheTestKit() throws Exception {
    check(VirtualTime.class, PROJECT.resolve("testing/api/asyncio-testing.api"));
  }

  @Test
  void ofHttp() throws Exception {
    check(Headers.class, PROJECT.resolve("http/api/asyncio-http.api"));
  }

  private static void check(Class<?> member, Path file) throws Exception {
    List<String> actual = ApiDump.of(member);
    if (Boolean.getBoolean("api.update")) {
      Files.createDirectories(file.getParent());
      Files.write(file, actual);
    }
    List<String> recorded = Files.readAllLines(file);
    if (!actual.equals(recorded)) {
      throw new AssertionError(describeDifference(recorded, actual, file));
    }
  }

  private static String describeDifference(List<String> before, List<String> after, Path file) {
    Set<String> missing = inContext(before);
    missing.removeAll(inContext(after));
    Set<String> added = inContext(after);
    added.removeAll(inContext(before));
    return Stream.of(
            Stream.of("the public API is not that of " + file.normalize() + ":"),
            missing.stream().map(line -> "- " + line),
            added.stream().map(line -> "+ " + line),
            Stream.of(
                "If this is meant, accept it and commit the file: mvn -o -q -pl conformance -am"
                    + " test -Dtest=ApiDumpTest -Dapi.update=true"))
        .flatMap(lines -> lines)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** The lines, each member with the name of its type. */
  private static Set<String> inContext(List<String> lines) {
    Set<String> inContext = new LinkedHashSet<>();
    String type = "";
    for (String line : lines) {
      if (line.startsWith("  ")) {
        inContext.add(type + ": " + line.strip());
      } else {
        type = line.replaceFirst("^.*?\\b(asyncio[\\w.$]*).*", "$1");
        inContext.add(line);
      }
    }
    return inContext;
  }
}
