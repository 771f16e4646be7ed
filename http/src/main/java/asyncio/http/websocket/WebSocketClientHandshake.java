package asyncio.http.websocket;

import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;

/**
 * A client's part of the handshake: what to send with a {@code GET}, and whether the answer opens a
 * websocket. One for each request. Any thread.
 */
public final class WebSocketClientHandshake {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 16;

  private final WebSocketOptions options;
  private final String key;

  private WebSocketClientHandshake(WebSocketOptions options, String key) {
    this.options = options;
    this.key = key;
  }

  /** A handshake with a key of its own. */
  public static WebSocketClientHandshake start(WebSocketOptions options) {
    byte[] bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    return new WebSocketClientHandshake(options, Base64.getEncoder().encodeToString(bytes));
  }

  /** What the request needs besides its own headers. */
  public Headers headers() {
    List<Header> lines = new ArrayList<>();
    lines.add(new Header("Upgrade", "websocket"));
    lines.add(new Header("Connection", "Upgrade"));
    lines.add(new Header("Sec-WebSocket-Version", "13"));
    lines.add(new Header("Sec-WebSocket-Key", key));
    if (!options.subprotocols().isEmpty()) {
      lines.add(new Header("Sec-WebSocket-Protocol", String.join(", ", options.subprotocols())));
    }
    if (options.compression()) {
      lines.add(new Header(Compression.HEADER, Compression.NAME));
    }
    return Headers.of(lines);
  }

  /**
   * Checks the answer.
   *
   * @return what was agreed upon; the connection speaks frames from now on
   * @throws WebSocketHandshakeException if the server does not open a websocket, or does it wrongly
   */
  public Negotiated check(ResponseHead answer) throws WebSocketHandshakeException {
    Headers headers = answer.headers();
    if (answer.status() != 101) {
      throw new WebSocketHandshakeException(
          answer, "the server does not open a websocket: " + answer);
    }
    if (!headers.hasToken("upgrade", "websocket") || !headers.hasToken("connection", "upgrade")) {
      throw new WebSocketHandshakeException(
          answer,
          "the server changes to something else than a websocket: Upgrade "
              + headers.all("upgrade")
              + ", Connection "
              + headers.all("connection"));
    }
    if (!headers.all("sec-websocket-accept").equals(List.of(WebSocketUtils.hashKey(key)))) {
      throw new WebSocketHandshakeException(
          answer, "the server's Sec-WebSocket-Accept does not belong to this handshake");
    }
    List<String> subprotocols = headers.all("sec-websocket-protocol");
    if (subprotocols.size() > 1 || !options.subprotocols().containsAll(subprotocols)) {
      throw new WebSocketHandshakeException(
          answer,
          "the server has chosen subprotocol "
              + subprotocols
              + ", and "
              + options.subprotocols()
              + " were offered");
    }
    return new Negotiated(
        subprotocols.isEmpty() ? null : subprotocols.getFirst(), extensions(answer));
  }

  private String extensions(ResponseHead answer) throws WebSocketHandshakeException {
    if (!Compression.isAnswer(answer.headers(), options.compression())) {
      throw new WebSocketHandshakeException(
          answer,
          "the server has chosen extensions that were not offered: "
              + answer.headers().all(Compression.HEADER));
    }
    return answer.headers().getOrDefault(Compression.HEADER, "");
  }
}
