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
    super(in, responses, new HttpParser(responses, maxHeadBytes, HttpCompliance.RFC9110));
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
    while (true) {
      ResponseHead head = readAnyHead(method);
      if (head == null || head.status() >= 200 || head.status() == 101) {
        return head;
      }
    }
  }

  /** As {@link #readHead}, also of a response such as {@code 100 Continue}. */
  public @Nullable ResponseHead readAnyHead(String method) throws IOException {
    boolean headOnly = method.equals("HEAD") || method.equals("CONNECT");
    parser().setHeadResponse(headOnly);
    if (!parseHead()) {
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
