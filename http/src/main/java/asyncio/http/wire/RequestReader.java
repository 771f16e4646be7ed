package asyncio.http.wire;

import asyncio.http.BrokenMessageException;
import asyncio.http.RequestHead;
import asyncio.stream.StreamReader;
import java.io.IOException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Reads the requests of a connection, for a server. */
public final class RequestReader extends MessageReader {

  /*
   * Strict: what another program on the way might read in another way is refused, or a request
   * could be smuggled past it.
   */
  private final Requests requests;

  /**
   * A reader.
   *
   * @param maxHeadBytes how many bytes a head may have
   */
  public RequestReader(StreamReader in, int maxHeadBytes) {
    this(in, new Requests(), maxHeadBytes);
  }

  private RequestReader(StreamReader in, Requests requests, int maxHeadBytes) {
    super(
        in,
        requests,
        new MessageParser(requests, maxHeadBytes, HttpCompliance.STRICT),
        maxHeadBytes);
    this.requests = requests;
  }

  /**
   * The head of the next request. Suspends.
   *
   * @return null if the connection has ended instead
   * @throws BrokenMessageException if it is not HTTP, or cut off
   */
  public @Nullable RequestHead readHead() throws IOException {
    if (!parseHead(false)) {
      return null;
    }
    setBodiless(endsWithConnection()); // a request that announces no body has none
    try {
      return new RequestHead(requests.method, requests.target, headers());
    } catch (IllegalArgumentException e) {
      throw new BrokenMessageException(400, String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether the last request is of HTTP/1.0, whose connections end with the response. */
  public boolean isHttp10() {
    return requests.isHttp10();
  }

  private static final class Requests extends Reports implements HttpParser.RequestHandler {

    private String method = "";
    private String target = "";

    @Override
    public void startRequest(String newMethod, String newTarget, HttpVersion newVersion) {
      setVersion(newVersion);
      method = newMethod;
      target = newTarget;
    }
  }
}
