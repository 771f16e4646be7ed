package asyncio.http.client;

import asyncio.http.Headers;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.SetCookieParser;

/**
 * The cookies that servers have set, and which of them goes where (RFC 6265: domain, path, secure,
 * expiry); aiohttp's {@code CookieJar}. May be shared by sessions. A host with an underscore is no
 * domain, so none of its cookies are kept.
 */
public final class CookieJar {

  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[\\d.]+");

  private final HttpCookieStore store = new HttpCookieStore.Default();
  private final SetCookieParser parser = SetCookieParser.newInstance();

  /** So that those who never get a cookie do not pay for looking. */
  private boolean used;

  /** No cookies. */
  public CookieJar() {}

  /**
   * Adds a cookie as a server sets it: {@code "id=42; Path=/; Secure"}. One that is expired removes
   * the one of its name.
   *
   * @return whether it was accepted: it is well-formed, and not for another domain
   */
  public boolean add(URI from, String setCookie) {
    HttpCookie cookie = parser.parse(setCookie);
    if (cookie == null || isForPartOfAddress(from, cookie)) {
      return false;
    }
    used = true;
    return store.add(from, cookie);
  }

  /** {@code 3.4} is not the domain of {@code 1.2.3.4}; RFC 6265, section 5.1.3. Jetty thinks so. */
  private static boolean isForPartOfAddress(URI from, HttpCookie cookie) {
    String host = from.getHost();
    String domain = cookie.getDomain();
    return host != null
        && domain != null
        && ADDRESS.matcher(host).matches()
        && !domain.equals(host);
  }

  void addAll(URI from, Headers response) {
    if (response.contains("set-cookie")) {
      response.all("set-cookie").forEach(line -> add(from, line));
    }
  }

  /** Names and values of those that a request to an address carries. */
  public Map<String, String> matching(URI url) {
    if (!used) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (HttpCookie cookie : store.match(url)) {
      found.putIfAbsent(cookie.getName(), cookie.getValue());
    }
    return found;
  }

  /** Adds those that a request to an address carries, but for those with certain names. */
  void addTo(StringJoiner line, URI url, Set<String> except) {
    if (!used) {
      return;
    }
    for (HttpCookie cookie : store.match(url)) {
      if (!except.contains(cookie.getName())) {
        line.add(cookie.getName() + "=" + cookie.getValue());
      }
    }
  }

  /** How many there are. */
  public int size() {
    return store.all().size();
  }

  /** Forgets all. */
  public void clear() {
    store.clear();
  }

  /** How many there are; cookies are secrets. */
  @Override
  public String toString() {
    return "<CookieJar of " + size() + ">";
  }
}
