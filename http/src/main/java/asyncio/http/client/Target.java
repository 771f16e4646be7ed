package asyncio.http.client;

import asyncio.http.Header;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address, taken apart for requests.
 *
 * @param uri without user, password and fragment
 * @param host without brackets
 * @param path with the query, as in a request
 * @param hostHeader the header that tells the server which of its names is meant
 * @param credentials of user and password in the address, or null
 */
record Target(
    URI uri,
    boolean secure,
    String host,
    int port,
    String path,
    Header hostHeader,
    @Nullable Credentials credentials) {

  /**
   * Reads an address.
   *
   * @throws InvalidUrlException if no request can go there
   */
  static Target parse(String url) throws InvalidUrlException {
    try {
      return of(new URI(UrlText.encode(url)), url);
    } catch (URISyntaxException e) {
      throw new InvalidUrlException(url, String.valueOf(e.getMessage()), e);
    }
  }

  /** Takes an address apart, see {@link #parse}. */
  static Target of(URI uri) throws InvalidUrlException {
    try {
      return of(uri, uri.toString());
    } catch (URISyntaxException e) {
      throw new InvalidUrlException(uri.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Target of(URI given, String asWritten)
      throws InvalidUrlException, URISyntaxException {
    URI uri = UrlText.withoutDots(given);
    boolean secure = isSecure(uri, asWritten);
    Authority authority = Authority.of(uri);
    if (authority == null) {
      throw new InvalidUrlException(
          asWritten, "the host is missing, as in https://example.org/path", null);
    }
    if (secure && authority.host().indexOf('_') >= 0) {
      throw new InvalidUrlException(
          asWritten, "TLS knows no host with an underscore; give the server another name", null);
    }
    if (authority.port() == 0 || authority.port() > 65535) {
      throw new InvalidUrlException(asWritten, "ports go from 1 to 65535", null);
    }
    String host = withoutBrackets(authority.host()).toLowerCase(Locale.ROOT);
    int port = authority.port() >= 0 ? authority.port() : secure ? 443 : 80;
    String hostAndPort = Destination.bracketed(host) + (isDefault(secure, port) ? "" : ":" + port);
    return new Target(
        plain(uri, authority.userInfo()),
        secure,
        host,
        port,
        pathOf(uri),
        new Header("Host", hostAndPort),
        credentialsOf(authority.userInfo()));
  }

  private static boolean isSecure(URI uri, String asWritten) throws InvalidUrlException {
    if ("http".equalsIgnoreCase(uri.getScheme())) {
      return false;
    }
    if ("https".equalsIgnoreCase(uri.getScheme())) {
      return true;
    }
    throw new InvalidUrlException(
        asWritten,
        "its scheme must be http or https, and "
            + (uri.getScheme() == null
                ? "it has none; give one, or a session with a base address"
                : "is '" + uri.getScheme() + "'"),
        null);
  }

  private static boolean isDefault(boolean secure, int port) {
    return port == (secure ? 443 : 80);
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String pathOf(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static URI plain(URI uri, @Nullable String user) throws URISyntaxException {
    if (user == null && uri.getRawFragment() == null) {
      return uri;
    }
    String text = uri.toString();
    int fragment = text.indexOf('#');
    String whole = fragment < 0 ? text : text.substring(0, fragment);
    return new URI(user == null ? whole : whole.replaceFirst("//[^@/]*@", "//"));
  }

  private static @Nullable Credentials credentialsOf(@Nullable String info) {
    if (info == null) {
      return null;
    }
    int colon = info.indexOf(':');
    return Credentials.basic(
        decode(colon < 0 ? info : info.substring(0, colon)),
        colon < 0 ? "" : decode(info.substring(colon + 1)));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Whether secrets for the one may be told to the other. */
  boolean hasSameOrigin(Target other) {
    return secure == other.secure && port == other.port && host.equals(other.host);
  }

  /**
   * With the credentials of another one, if they are for the same origin and there are none yet.
   */
  Target knowing(Target other) {
    return credentials == null && other.credentials != null && hasSameOrigin(other)
        ? new Target(uri, secure, host, port, path, hostHeader, other.credentials)
        : this;
  }

  /** With more parameters, which are encoded. */
  Target withQuery(String more) {
    int question = path.indexOf('?');
    String suffix = (question < 0 ? "?" : question == path.length() - 1 ? "" : "&") + more;
    return new Target(
        URI.create(uri + suffix), secure, host, port, path + suffix, hostHeader, credentials);
  }

  /** As a proxy is asked for it. */
  String absolute() {
    return "http://" + hostHeader.value() + path;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
