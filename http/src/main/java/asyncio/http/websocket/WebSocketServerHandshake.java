package asyncio.http.websocket;

import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.jspecify.annotations.Nullable;

/**
 * A server's part of the handshake: whether a request opens a websocket, and the answer. Any
 * thread.
 *
 * @param response to be sent; then the connection speaks frames
 * @param negotiated what was agreed upon
 */
public record WebSocketServerHandshake(ResponseHead response, Negotiated negotiated) {

  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  /** Whether a client wants a websocket; it may still be refused. */
  public static boolean isWanted(RequestHead request) {
    return request.headers().hasToken("upgrade", "websocket");
  }

  /**
   * Answers a request.
   *
   * @throws WebSocketRefusedException with status 426 if it is none for a websocket, or one of
   *     another version, 403 if it comes from a page that is not let in, and else 400
   */
  public static WebSocketServerHandshake accept(RequestHead request, WebSocketOptions options)
      throws WebSocketRefusedException {
    Headers asked = request.headers();
    checkUpgrade(request);
    checkBodiless(asked);
    checkVersion(asked);
    checkOrigin(asked, options.origins());
    String subprotocol = choose(asked, options.subprotocols());
    String extensions = options.compression() ? Compression.accept(asked) : "";
    List<Header> answer = new ArrayList<>();
    answer.add(new Header("Upgrade", "websocket"));
    answer.add(new Header("Connection", "Upgrade"));
    answer.add(new Header("Sec-WebSocket-Accept", WebSocketUtils.hashKey(key(asked))));
    if (subprotocol != null) {
      answer.add(new Header("Sec-WebSocket-Protocol", subprotocol));
    }
    if (!extensions.isEmpty()) {
      answer.add(new Header(Compression.HEADER, extensions));
    }
    return new WebSocketServerHandshake(
        new ResponseHead(101, Headers.of(answer)), new Negotiated(subprotocol, extensions));
  }

  /** The same, with more headers in the response; those of the handshake stay as they are. */
  public WebSocketServerHandshake withHeaders(Headers more) {
    Headers all = more.overriddenBy(response.headers());
    return new WebSocketServerHandshake(new ResponseHead(response.status(), all), negotiated);
  }

  private static void checkUpgrade(RequestHead request) throws WebSocketRefusedException {
    if (!request.method().equals("GET")) {
      throw refusal(400, "a websocket is opened by GET, and not by " + request.method());
    }
    if (!isWanted(request) || !request.headers().hasToken("connection", "upgrade")) {
      throw upgradeRequired(
          "only websockets are served here: Upgrade: websocket, Connection: Upgrade");
    }
  }

  /** A body must not be taken for frames. */
  private static void checkBodiless(Headers asked) throws WebSocketRefusedException {
    String length = asked.get("content-length");
    if (asked.contains("transfer-encoding") || (length != null && !length.equals("0"))) {
      throw refusal(400, "a request for a websocket has no body");
    }
  }

  private static void checkVersion(Headers asked) throws WebSocketRefusedException {
    String version = asked.get("sec-websocket-version");
    if (!VERSION.equals(version)) {
      throw upgradeRequired(
          "websockets of version " + VERSION + " are served here, and this one is of " + version);
    }
  }

  private static String key(Headers asked) throws WebSocketRefusedException {
    List<String> keys = asked.all("sec-websocket-key");
    if (keys.size() == 1 && isKey(keys.getFirst())) {
      return keys.getFirst();
    }
    throw refusal(
        400, "Sec-WebSocket-Key must be " + KEY_BYTES + " bytes in Base64, once, and is " + keys);
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /*
   * A browser sends its cookies with every websocket, whichever page opens it. So a server must not
   * talk to scripts of pages that it does not know.
   */
  private static void checkOrigin(Headers asked, List<String> allowed)
      throws WebSocketRefusedException {
    String origin = asked.get("origin");
    if (origin == null || allowed.contains("*")) {
      return;
    }
    boolean welcome =
        allowed.isEmpty()
            ? isOfHost(origin, asked.get("host"))
            : allowed.stream().anyMatch(origin::equalsIgnoreCase);
    if (!welcome) {
      throw refusal(403, "pages of " + origin + " must not open a websocket here");
    }
  }

  private static boolean isOfHost(String origin, @Nullable String host) {
    try {
      return host != null
          && host.toLowerCase(Locale.ROOT)
              .equals(URI.create(origin.toLowerCase(Locale.ROOT)).getRawAuthority());
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /** The best for the server, of those that the client offers. */
  private static @Nullable String choose(Headers asked, List<String> accepted) {
    List<String> offered =
        asked.all("sec-websocket-protocol").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .toList();
    return accepted.stream().filter(offered::contains).findFirst().orElse(null);
  }

  private static WebSocketRefusedException upgradeRequired(String message) {
    return new WebSocketRefusedException(
        426, Headers.of("Upgrade", "websocket", "Sec-WebSocket-Version", VERSION), message);
  }

  private static WebSocketRefusedException refusal(int status, String message) {
    return new WebSocketRefusedException(status, Headers.NONE, message);
  }
}
