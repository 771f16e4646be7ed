package asyncio.http.client;

import asyncio.http.BodySource;
import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a body is packed, in one way after the other (RFC 9110, section 8.4). */
final class ContentCodings {

  /** What a client tells the server that it understands. */
  static final String ACCEPTED = "gzip, deflate";

  /**
   * Each can make a thousand bytes of one and costs 40 KiB, so their number must not be the
   * server's choice. None needs more than one; the second is for files that are packed by
   * themselves and said to be so, by servers that pack whatever they send.
   */
  private static final int UNDONE_AT_MOST = 2;

  private ContentCodings() {}

  /**
   * The body as it was before it was packed. The exchange itself if that cannot be found out: who
   * asks for another coding unpacks it.
   */
  static BodySource undo(ClientExchange exchange, Headers headers) {
    if (!headers.contains("content-encoding")) {
      return exchange;
    }
    List<String> codings = codings(headers);
    if (codings.stream().noneMatch(ContentCodings::isKnown)) {
      return exchange;
    }
    if (codings.size() > UNDONE_AT_MOST || !codings.stream().allMatch(ContentCodings::isKnown)) {
      return refusing(exchange, codings);
    }
    BodySource source = exchange;
    for (String last : codings.reversed()) {
      source = new Decoding(exchange, source, isGzip(last));
    }
    return source;
  }

  /** In the order in which they were applied. */
  private static List<String> codings(Headers headers) {
    return headers.all("content-encoding").stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
        .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
        .toList();
  }

  private static boolean isKnown(String coding) {
    return isGzip(coding) || coding.equals("deflate");
  }

  private static boolean isGzip(String coding) {
    return coding.equals("gzip") || coding.equals("x-gzip");
  }

  /** A half that is unpacked is of no use to anybody; but there may be no body at all. */
  private static BodySource refusing(ClientExchange exchange, List<String> codings) {
    return () -> {
      if (exchange.read() == null) {
        return null;
      }
      exchange.close();
      throw new BrokenMessageException(
          400,
          "the body is packed as "
              + String.join(", ", codings)
              + ", and what can be unpacked is "
              + ACCEPTED
              + ", at most "
              + UNDONE_AT_MOST
              + " of them, one in the other; ask for something else with the header"
              + " Accept-Encoding",
          null);
    };
  }
}
