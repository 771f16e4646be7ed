package asyncio.http.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which paths a route is for: {@code /products/{id:int}/photos/{file:path}}.
 *
 * @param text as it was written
 * @param segments in their order
 * @param names of the parameters, in their order
 */
record RoutePattern(String text, List<Segment> segments, List<String> names) {

  /** Every path. */
  static final RoutePattern EVERYTHING = new RoutePattern("/", List.of(), List.of());

  /** What stands between two slashes. */
  sealed interface Segment {}

  /** This text and no other. */
  record Literal(String text) implements Segment {}

  /** Any segment of a type. */
  record Parameter(String name, SegmentType type) implements Segment {}

  /** All segments that are left. */
  record Rest(String name) implements Segment {}

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  static RoutePattern parse(String text) {
    if (!text.startsWith("/")) {
      throw bad(text, "must start with /", null);
    }
    List<Segment> segments = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      if (!segments.isEmpty() && segments.getLast() instanceof Rest) {
        throw bad(text, "must end with its parameter of type " + SegmentType.REST, part);
      }
      Segment segment = parse(text, part);
      String name = name(segment);
      if (name != null && names.contains(name)) {
        throw bad(text, "must not have two parameters of one name", name);
      }
      if (name != null) {
        names.add(name);
      }
      segments.add(segment);
    }
    return new RoutePattern(text, List.copyOf(segments), List.copyOf(names));
  }

  private static Segment parse(String text, String part) {
    if (!part.contains("{") && !part.contains("}")) {
      return literal(text, part);
    }
    if (!part.matches("\\{[^{}]+}")) {
      throw bad(text, "has parameters that are whole segments, such as /{name}/", part);
    }
    String[] words = part.substring(1, part.length() - 1).split(":", 2);
    if (words.length == 2 && words[1].equals(SegmentType.REST)) {
      return new Rest(words[0]);
    }
    SegmentType type = words.length == 1 ? SegmentType.STRING : SegmentType.of(words[1]);
    if (type == null) {
      throw bad(text, "has parameters of the types " + SegmentType.words(), part);
    }
    return new Parameter(words[0], type);
  }

  private static Literal literal(String text, String part) {
    if (part.equals(".") || part.equals("..") || part.contains("?") || part.contains("%")) {
      throw bad(text, "is a path as people read it, without dots, queries and percent signs", part);
    }
    return new Literal(part);
  }

  private static @Nullable String name(Segment segment) {
    return switch (segment) {
      case Literal _ -> null;
      case Parameter parameter -> parameter.name();
      case Rest rest -> rest.name();
    };
  }

  private static IllegalArgumentException bad(String text, String rule, @Nullable String part) {
    return new IllegalArgumentException(
        "the path of a route "
            + rule
            + "; this one is '"
            + text
            + "'"
            + (part == null ? "" : ", see '" + part + "'"));
  }

  @Override
  public String toString() {
    return text;
  }
}
