package asyncio.http.wire;

import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.stream.StreamReader;
import java.io.IOException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Reads the responses of a connection, for a client. */
public final class ResponseReader extends MessageReader {

  /** Jetty would report a head that is too large with the response's own status. */
  private static final int NO_LIMIT = -1;

  private static final int CONTINUE = 100;
  private static final int SWITCHING_PROTOCOLS = 101;

  /** Otherwise a server could go on with them for ever. */
  private static final int INTERIM_RESPONSES_AT_MOST = 100;

  private final Responses responses;
  private boolean persistent;

  /**
   * A reader.
   *
   * @param maxHeadBytes how many bytes a head may have
   */
  public ResponseReader(StreamReader in, int maxHeadBytes) {
    this(in, new Responses(), maxHeadBytes);
  }

  private ResponseReader(StreamReader in, Responses responses, int maxHeadBytes) {
    super(
        in,
        responses,
        new MessageParser(responses, NO_LIMIT, HttpCompliance.RFC9110),
        maxHeadBytes);
    this.responses = responses;
  }

  /**
   * The head of the response to a request. Suspends. Those that only say that one is on its way are
   * passed over.
   *
   * @param method of the request: those to {@code HEAD} and {@code CONNECT} have no body
   * @return null if the connection has ended instead
   * @throws BrokenMessageException if it is not HTTP, or cut off
   */
  public @Nullable ResponseHead readHead(String method) throws IOException {
    return readHead(method, () -> {});
  }

  /**
   * The head of the response to a request, see {@link #readHead(String)}.
   *
   * @param onContinue called when the server waits for the body ({@code 100 Continue})
   */
  public @Nullable ResponseHead readHead(String method, Runnable onContinue) throws IOException {
    for (int interim = 0; interim <= INTERIM_RESPONSES_AT_MOST; interim++) {
      ResponseHead head = readAnyHead(method);
      if (head == null || head.status() >= 200 || head.status() == SWITCHING_PROTOCOLS) {
        return head;
      }
      if (head.status() == CONTINUE) {
        onContinue.run();
      }
    }
    throw new BrokenMessageException(
        400,
        "more than "
            + INTERIM_RESPONSES_AT_MOST
            + " responses such as 100 Continue came before the final one",
        null);
  }

  private @Nullable ResponseHead readAnyHead(String method) throws IOException {
    boolean headOnly = method.equals("HEAD") || method.equals("CONNECT");
    if (!parseHead(headOnly)) {
      return null;
    }
    try {
      ResponseHead head = new ResponseHead(responses.status, responses.reason, headers());
      setBodiless(headOnly || head.isBodiless());
      persistent = announcesPersistence(head.headers());
      return head;
    } catch (IllegalArgumentException e) {
      throw new BrokenMessageException(400, String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether the server keeps the connection after this response. */
  public boolean isPersistent() {
    return persistent && !endsWithConnection();
  }

  private boolean announcesPersistence(Headers headers) {
    if (responses.status == SWITCHING_PROTOCOLS) {
      return false;
    }
    return responses.isHttp10()
        ? headers.hasToken("connection", "keep-alive")
        : !headers.hasToken("connection", "close");
  }

  private static final class Responses extends Reports implements HttpParser.ResponseHandler {

    private int status;
    private String reason = "";

    @Override
    public void startResponse(HttpVersion newVersion, int newStatus, @Nullable String newReason) {
      setVersion(newVersion);
      status = newStatus;
      reason = newReason == null ? "" : newReason;
    }
  }
}
