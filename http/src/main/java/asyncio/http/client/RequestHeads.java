package asyncio.http.client;

import asyncio.http.Body;
import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Composes the heads of requests from what the session, the request and its body say. */
final class RequestHeads {

  private RequestHeads() {}

  /**
   * Refuses headers that say where the body ends: they must fit the body, so the session writes
   * them.
   */
  static void checkAllowed(String name) {
    if (name.equalsIgnoreCase("content-length") || name.equalsIgnoreCase("transfer-encoding")) {
      throw new IllegalArgumentException(
          "the body says how long it is, so the header "
              + name
              + " must not be given; give a body of that length");
    }
  }

  /**
   * The head of one hop.
   *
   * @throws IOException if the body cannot tell its length
   */
  static RequestHead compose(Hop hop, SessionSettings settings, ClientRequest request)
      throws IOException {
    boolean empty = hop.body().length() == 0;
    Headers own = own(hop, request.headers(), empty);
    List<Header> lines = new ArrayList<>(settings.headers().size() + own.size() + 4);
    for (Header line : settings.headers()) {
      boolean fits = !empty || !isAboutBody(line);
      if (fits && !isReplaced(line, own, hop) && mayTell(line, hop)) {
        lines.add(line);
      }
    }
    for (Header line : own) {
      if (mayTell(line, hop)) {
        lines.add(line);
      }
    }
    if (!contains(lines, "host")) {
      lines.addFirst(hop.target().hostHeader());
    }
    addContentType(lines, hop.body());
    CookieHeader.addTo(
        lines,
        hop.trusted() ? request.cookies() : Map.of(),
        settings.cookies(),
        hop.target().uri());
    addAuthorization(lines, hop);
    return new RequestHead(hop.method(), hop.requestTarget(), Headers.of(lines));
  }

  /**
   * A redirect may have dropped the body; a request without one from the start says what it does.
   */
  private static Headers own(Hop hop, Headers given, boolean empty) {
    if (!hop.withBody()) {
      return Headers.of(given.lines().stream().filter(line -> !isAboutBody(line)).toList());
    }
    return empty ? given.without("expect") : given;
  }

  private static boolean isAboutBody(Header line) {
    return line.is("expect") || line.name().toLowerCase(Locale.ROOT).startsWith("content-");
  }

  /** The session speaks for all requests, unless this one knows better. */
  private static boolean isReplaced(Header line, Headers own, Hop hop) {
    return own.contains(line.name())
        || (line.is("authorization") && hop.credentials() != null)
        || (line.is("proxy-authorization") && hop.proxyCredentials() != null);
  }

  private static boolean contains(List<Header> lines, String name) {
    for (Header line : lines) {
      if (line.is(name)) {
        return true;
      }
    }
    return false;
  }

  /** Secrets, and which of its names a server is called by, are for the first origin only. */
  private static boolean mayTell(Header line, Hop hop) {
    return hop.trusted()
        || !(line.is("authorization")
            || line.is("cookie")
            || line.is("proxy-authorization")
            || line.is("host"));
  }

  private static void addContentType(List<Header> lines, Body body) {
    String contentType = body.contentType();
    if (contentType != null && !contains(lines, "content-type")) {
      lines.add(new Header("Content-Type", contentType));
    }
  }

  private static void addAuthorization(List<Header> lines, Hop hop) {
    addAuthorization(lines, "Authorization", hop.credentials(), hop.method(), hop.target().path());
    addAuthorization(
        lines, "Proxy-Authorization", hop.proxyCredentials(), hop.method(), hop.requestTarget());
  }

  private static void addAuthorization(
      List<Header> lines,
      String name,
      @Nullable Credentials credentials,
      String method,
      String target) {
    if (credentials == null || contains(lines, name)) {
      return;
    }
    String value = credentials.authorization(method, target);
    if (value != null) {
      lines.add(new Header(name, value));
    }
  }
}
