package asyncio.http.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Matcher.quoteReplacement;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Broken messages, one a line: what is to be expected, what is wrong, and the bytes, as characters
 * of ISO-8859-1 with escapes. Lines that begin with {@code #} are comments.
 */
public final class Corpus {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|t|u[0-9a-f]{4})");
  private static final Pattern REPETITION = Pattern.compile("@([^@]*)\\*(\\d+)@");

  private Corpus() {}

  /**
   * A broken message.
   *
   * @param bytes as characters of ISO-8859-1
   */
  public record Entry(String expected, String name, String bytes) {

    static Entry parse(String line) {
      String[] parts = line.split(" \\| ", 3);
      return new Entry(parts[0], parts[1], unescape(parts[2]));
    }

    /** For the names of tests. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** The entries of a resource beside a class. */
  public static List<Entry> entries(Class<?> beside, String name) throws IOException {
    try (InputStream corpus = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return new String(corpus.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Entry::parse)
          .toList();
    }
  }

  private static String unescape(String text) {
    String characters =
        ESCAPE.matcher(text).replaceAll(match -> quoteReplacement(character(match.group(1))));
    return REPETITION
        .matcher(characters)
        .replaceAll(
            match -> quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
  }

  private static String character(String escape) {
    return switch (escape) {
      case "r" -> "\r";
      case "n" -> "\n";
      case "t" -> "\t";
      default -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
    };
  }
}
