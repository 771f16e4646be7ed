package asyncio.http.web;

import asyncio.http.Headers;
import asyncio.http.Status;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Ends a request with a status: thrown by handlers and middleware; aiohttp's {@code HTTPException}.
 * Clients are told the message.
 *
 * <pre>{@code
 * throw new HttpError(409, "there is a product 'tea' already");
 * }</pre>
 */
public final class HttpError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Headers headers;
  private final transient Map<String, Object> members;

  /** An error with the usual words for the status. */
  public HttpError(int status) {
    this(status, Status.reason(status));
  }

  /**
   * An error.
   *
   * @param status between 400 and 599
   * @param message for the client
   * @throws IllegalArgumentException if the status does not tell of an error
   */
  public HttpError(int status, String message) {
    this(status, message, Headers.NONE, Map.of());
  }

  private HttpError(int status, String message, Headers headers, Map<String, Object> members) {
    super(Objects.requireNonNull(message, "message"));
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "the status of an error lies between 400 and 599, and this one is "
              + status
              + "; return a Response instead");
    }
    this.status = status;
    this.headers = headers;
    this.members = members;
  }

  /** With which status the request ends. */
  public int status() {
    return status;
  }

  /** What else the response says. */
  public Headers headers() {
    return headers;
  }

  /** What else the JSON of the response tells, beyond status and message. */
  public Map<String, Object> members() {
    return members;
  }

  /** The same error with one more header in its response, such as {@code WWW-Authenticate}. */
  public HttpError withHeader(String name, String value) {
    return copy(headers.with(name, value), members);
  }

  HttpError withHeaders(Headers more) {
    return copy(headers.plus(more), members);
  }

  /**
   * The same error with one more member in its JSON, as RFC 9457 allows: {@code with("errors",
   * List.of("price must not be negative"))}.
   */
  public HttpError with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return copy(headers, Collections.unmodifiableMap(more));
  }

  private HttpError copy(Headers newHeaders, Map<String, Object> newMembers) {
    HttpError copy = new HttpError(status, String.valueOf(getMessage()), newHeaders, newMembers);
    copy.setStackTrace(getStackTrace());
    return copy;
  }
}
