package asyncio.http.websocket;

import asyncio.http.Headers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.websocket.core.ExtensionConfig;

/** Agreeing upon {@code permessage-deflate}, RFC 7692. Any thread. */
final class Compression {

  static final String HEADER = "Sec-WebSocket-Extensions";

  /** What a client offers. */
  static final String NAME = "permessage-deflate";

  /*
   * The JDK's Deflater has one size of window. So an offer that asks the server for another is
   * passed over, and a client's permission to choose for it is not made use of.
   */
  private static final String WINDOW_OF_CLIENT = "client_max_window_bits";
  private static final Set<String> SWITCHES =
      Set.of("server_no_context_takeover", "client_no_context_takeover");

  private Compression() {}

  /**
   * A server's answer to the offers of a client: the first that it can fulfil.
   *
   * @return the value of its header, or nothing
   */
  static String accept(Headers offers) {
    for (ExtensionConfig offer : parse(offers)) {
      if (offer.getName().equals(NAME) && canFulfil(offer.getParameters())) {
        ExtensionConfig answer = new ExtensionConfig(NAME);
        offer.getParameterKeys().stream().filter(SWITCHES::contains).forEach(answer::setParameter);
        return answer.getParameterizedName();
      }
    }
    return "";
  }

  private static boolean canFulfil(Map<String, String> parameters) {
    return parameters.keySet().stream()
        .allMatch(name -> SWITCHES.contains(name) || name.equals(WINDOW_OF_CLIENT));
  }

  /** Whether a server may answer so to what a client has offered. */
  static boolean isAnswer(Headers answer, boolean offered) {
    List<ExtensionConfig> extensions = parse(answer);
    return extensions.isEmpty()
        || (offered && extensions.size() == 1 && isUnderstood(extensions.getFirst()));
  }

  /** A smaller window of the server needs nothing from the one who inflates. */
  private static boolean isUnderstood(ExtensionConfig extension) {
    return extension.getName().equals(NAME)
        && extension.getParameterKeys().stream()
            .allMatch(name -> SWITCHES.contains(name) || name.equals("server_max_window_bits"));
  }

  private static List<ExtensionConfig> parse(Headers headers) {
    return ExtensionConfig.parseList(headers.all(HEADER).toArray(String[]::new));
  }
}
