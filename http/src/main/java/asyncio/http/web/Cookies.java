package asyncio.http.web;

import asyncio.http.Headers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.ComplianceViolation;
import org.eclipse.jetty.http.CookieCompliance;
import org.eclipse.jetty.http.CookieParser;

/** Reads the cookies of a request. */
final class Cookies {

  private Cookies() {}

  /**
   * Names and values; of one name, the first, which is that of the most special path.
   *
   * @throws HttpError 400 if they are no cookies
   */
  static Map<String, String> of(Headers headers) {
    List<String> lines = headers.all("Cookie");
    if (lines.isEmpty()) {
      return Map.of();
    }
    Map<String, String> cookies = new LinkedHashMap<>();
    CookieParser parser =
        CookieParser.newParser(
            (name, value, _, _, _, _) -> cookies.putIfAbsent(name, value),
            CookieCompliance.RFC6265,
            ComplianceViolation.Listener.NOOP);
    try {
      parser.parseFields(lines);
    } catch (CookieParser.InvalidCookieException invalid) {
      throw new HttpError(400, "the header Cookie is not valid");
    }
    return Collections.unmodifiableMap(cookies);
  }
}
