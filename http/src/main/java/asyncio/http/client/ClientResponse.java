package asyncio.http.client;

import asyncio.http.Body;
import asyncio.http.BodySource;
import asyncio.http.Headers;
import asyncio.http.IncomingBody;
import asyncio.http.ResponseHead;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/**
 * The answer to a request: the head has come, the body comes as it is read. For try-with-resources:
 * as long as the body is neither read to its end nor closed, it holds a connection. Loop thread
 * only.
 *
 * <p>Reading suspends. It throws {@link ClientTimeoutException} if the request's time is over
 * (undeclared where the body is read piece by piece), {@link asyncio.http.BrokenMessageException}
 * if the body ends too early or is not what it should be, and another {@link IOException} if the
 * connection is lost.
 */
public final class ClientResponse implements AutoCloseable {

  private final ClientExchange exchange;
  private final String method;
  private final URI url;
  private final ResponseHead head;
  private final List<Redirect> history;
  private final BodySource decoded;
  private final IncomingBody body;

  ClientResponse(
      ClientSession session,
      ClientExchange exchange,
      String method,
      URI url,
      ResponseHead head,
      List<Redirect> history) {
    this.exchange = exchange;
    this.method = method;
    this.url = url;
    this.head = head;
    this.history = history.isEmpty() ? List.of() : List.copyOf(history);
    this.decoded = ContentCodings.undo(exchange, head.headers());
    this.body =
        new IncomingBody(
            decoded,
            head.headers().get("content-type"),
            decoded == exchange ? exchange.contentLength() : Body.UNKNOWN_LENGTH,
            session.settings().maxBodyBytes(),
            session.settings().json());
    if (!exchange.isOver()) {
      exchange.watch(session.loop(), this);
    }
  }

  // ---- the head

  /** The status, such as 200. */
  public int status() {
    return head.status();
  }

  /** The server's words for the status; may be empty. */
  public String reason() {
    return head.reason();
  }

  /** All headers. */
  public Headers headers() {
    return head.headers();
  }

  /** What came before the body. */
  public ResponseHead head() {
    return head;
  }

  /** Whether the status is less than 400. */
  public boolean isOk() {
    return head.status() < 400;
  }

  /** What was asked for, after redirects. */
  public URI url() {
    return url;
  }

  /** The redirects that have led here, in their order. */
  public List<Redirect> history() {
    return history;
  }

  /**
   * Does nothing unless the status is 400 or more; then it closes the response.
   *
   * @throws StatusException if the status is 400 or more
   */
  public void raiseForStatus() throws StatusException {
    if (!isOk()) {
      close();
      throw new StatusException(method, url, head);
    }
  }

  // ---- the body

  /** The body, to be read as a whole or piece by piece; unpacked if it was compressed. */
  public IncomingBody body() {
    return body;
  }

  /**
   * All bytes of the body.
   *
   * @throws asyncio.http.TooLargeException if they are more than the session's limit
   */
  public byte[] bytes() throws IOException, ClientTimeoutException {
    return body.bytes();
  }

  /** The body as text, in the charset that the response names, or else UTF-8. */
  public String text() throws IOException, ClientTimeoutException {
    return body.text();
  }

  /**
   * The JSON of the body as a value, such as a record.
   *
   * @throws asyncio.http.JsonException if it is not JSON, or does not fit the type
   */
  public <T> T json(Class<T> type) throws IOException, ClientTimeoutException {
    return body.json(type);
  }

  /**
   * The JSON of the body as a value of a type with parameters, {@code new
   * TypeReference<List<Product>>() {}}.
   *
   * @throws asyncio.http.JsonException if it is not JSON, or does not fit the type
   */
  public <T> T json(TypeReference<T> type) throws IOException, ClientTimeoutException {
    return body.json(type);
  }

  // ---- the end

  ClientExchange exchange() {
    return exchange;
  }

  /** Gets rid of the body in a way that spares the connection, if the body is short. */
  void drain() throws IOException {
    exchange.drain();
  }

  /**
   * Gives the connection back. What was not read of the body cannot be read any more; the
   * connection is closed then. Does not suspend.
   */
  @Override
  public void close() {
    exchange.close();
    if (decoded instanceof Closeable unpacking) {
      try {
        unpacking.close();
      } catch (IOException cannotHappen) {
        throw new IllegalStateException("nothing is written when unpacking ends", cannotHappen);
      }
    }
  }

  /** Status, address and how much was read. */
  @Override
  public String toString() {
    return "<ClientResponse " + head + " " + method + " " + url + " " + body + ">";
  }
}
