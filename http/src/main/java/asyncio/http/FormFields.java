package asyncio.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * Names and values as in a query or a form, {@code a=1&b=x+y}. A name may have several values.
 * Never changes.
 */
public final class FormFields {

  /** None. */
  public static final FormFields NONE = new FormFields(Map.of());

  private final Map<String, List<String>> values;

  private FormFields(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Names with their values, in this order; both are copied. */
  public static FormFields of(Map<String, List<String>> values) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
    return new FormFields(copy);
  }

  /** Decodes what {@link #encode} makes. */
  public static FormFields parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    Fields fields = new Fields();
    UrlEncoded.decodeTo(text, fields::add, StandardCharsets.UTF_8);
    return new FormFields(
        fields.stream()
            .collect(
                Collectors.toMap(
                    Fields.Field::getName,
                    field -> List.copyOf(field.getValues()),
                    (first, _) -> first,
                    LinkedHashMap::new)));
  }

  /** The text of names and values. */
  public static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The first value of a name, or null. */
  public @Nullable String get(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.getFirst();
  }

  /** All values of a name, in their order. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Each name with its values, in the order of their first occurrence. */
  public Map<String, List<String>> asMap() {
    return Collections.unmodifiableMap(values);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
