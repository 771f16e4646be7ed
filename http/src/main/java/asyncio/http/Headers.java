package asyncio.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message, in their order. A name may occur several times; its case does not
 * matter. Never changes: {@link #with} and its kind give another one. Any thread.
 *
 * <pre>{@code
 * Headers headers = Headers.of("Accept", "text/html", "Accept-Language", "de");
 * headers.get("accept"); // text/html
 * }</pre>
 */
public final class Headers implements Iterable<Header> {

  /** None. */
  public static final Headers NONE = new Headers(List.of());

  private final List<Header> lines;

  private Headers(List<Header> lines) {
    this.lines = lines;
  }

  /**
   * Headers in this order.
   *
   * @param namesAndValues each name followed by its value
   * @throws IllegalArgumentException if a value is missing, or what {@link Header} refuses
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "each name needs a value, and these are "
              + namesAndValues.length
              + " strings: "
              + String.join(", ", namesAndValues));
    }
    List<Header> lines = new ArrayList<>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return of(lines);
  }

  /** Headers in the order of the list, which is copied. */
  public static Headers of(List<Header> lines) {
    return lines.isEmpty() ? NONE : new Headers(List.copyOf(lines));
  }

  /** The first value of a name, or null. */
  public @Nullable String get(String name) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).is(name)) {
        return lines.get(i).value();
      }
    }
    return null;
  }

  /** The first value of a name, or {@code absent}. */
  public String getOrDefault(String name, String absent) {
    String value = get(name);
    return value == null ? absent : value;
  }

  /** All values of a name, in their order. */
  public List<String> all(String name) {
    return lines.stream().filter(line -> line.is(name)).map(Header::value).toList();
  }

  /** Whether the name occurs. */
  public boolean contains(String name) {
    return get(name) != null;
  }

  /**
   * Whether one of the values of a name, which are lists separated by commas, has this element;
   * case does not matter.
   */
  public boolean hasToken(String name, String token) {
    for (Header line : lines) {
      if (line.is(name)) {
        for (String element : line.value().split(",", -1)) {
          if (element.strip().equalsIgnoreCase(token)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** How many lines there are. */
  public int size() {
    return lines.size();
  }

  /** All lines, in their order. */
  public List<Header> lines() {
    return lines;
  }

  @Override
  public Iterator<Header> iterator() {
    return lines.iterator();
  }

  /** A copy in which this is the one value of the name. */
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  /** A copy with one more line. */
  public Headers plus(String name, String value) {
    return plus(List.of(new Header(name, value)));
  }

  /** A copy with more lines. */
  public Headers plus(Iterable<Header> more) {
    List<Header> longer = new ArrayList<>(lines);
    more.forEach(longer::add);
    return of(longer);
  }

  /** A copy in which the lines of {@code others} stand for all of the same names. */
  public Headers overriddenBy(Headers others) {
    List<Header> kept = new ArrayList<>(lines);
    kept.removeIf(line -> others.contains(line.name()));
    kept.addAll(others.lines);
    return of(kept);
  }

  /** A copy without the name. */
  public Headers without(String name) {
    return contains(name) ? of(lines.stream().filter(line -> !line.is(name)).toList()) : this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers headers && headers.lines.equals(lines);
  }

  @Override
  public int hashCode() {
    return Objects.hash(lines);
  }

  /** Names and values; those that are secrets without theirs. */
  @Override
  public String toString() {
    return lines.stream()
        .map(line -> isSecret(line) ? line.name() + ": ***" : line.toString())
        .toList()
        .toString();
  }

  private static boolean isSecret(Header line) {
    return line.is("authorization")
        || line.is("proxy-authorization")
        || line.is("cookie")
        || line.is("set-cookie");
  }
}
