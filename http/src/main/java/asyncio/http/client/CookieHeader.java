package asyncio.http.client;

import asyncio.http.Header;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The one header {@code Cookie} of a request (RFC 6265, section 5.4). */
final class CookieHeader {

  private CookieHeader() {}

  /**
   * Adds the header, which stands for all of its name that are there. Of cookies with one name,
   * those of the request win over those of the headers, and these over those of the jar.
   *
   * @param cookies of the request
   */
  static void addTo(
      List<Header> lines, Map<String, String> cookies, @Nullable CookieJar jar, URI url) {
    List<String> given = new ArrayList<>(0);
    Set<String> names = new HashSet<>(cookies.keySet());
    for (String pair : takePairs(lines)) {
      if (!cookies.containsKey(nameOf(pair))) {
        given.add(pair);
        names.add(nameOf(pair));
      }
    }
    StringJoiner all = new StringJoiner("; ");
    if (jar != null) {
      jar.addTo(all, url, names);
    }
    given.forEach(all::add);
    cookies.forEach((name, value) -> all.add(name + "=" + value));
    if (all.length() > 0) {
      lines.add(new Header("Cookie", all.toString()));
    }
  }

  /** As they were written. */
  private static List<String> takePairs(List<Header> lines) {
    List<String> pairs = new ArrayList<>(0);
    for (Header line : lines) {
      if (line.is("cookie")) {
        for (String pair : line.value().split(";", -1)) {
          pairs.add(pair.strip());
        }
      }
    }
    pairs.removeIf(String::isEmpty);
    lines.removeIf(line -> line.is("cookie"));
    return pairs;
  }

  private static String nameOf(String pair) {
    int end = pair.indexOf('=');
    return end < 0 ? pair : pair.substring(0, end).strip();
  }
}
