package asyncio.http.web;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.Json;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.websocket.WebSocketOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a client is answered; {@code aiohttp.web.Response}. Never changes: {@code withX} gives
 * another one. If its body can be sent once only, so can the response.
 *
 * <pre>{@code
 * return Response.json(product).withStatus(201).withHeader("Location", "/products/7");
 * }</pre>
 */
public final class Response {

  /** 204: it is done, and there is nothing to say. */
  public static final Response NO_CONTENT =
      new Response(204, Headers.NONE, Body.EMPTY, null, List.of());

  private final int status;
  private final Headers headers;
  private final Body body;
  private final @Nullable Conversation conversation;
  private final List<SentListener> listeners;

  private Response(
      int status,
      Headers headers,
      Body body,
      @Nullable Conversation conversation,
      List<SentListener> listeners) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.conversation = conversation;
    this.listeners = listeners;
  }

  // ---- kinds

  /** 200 with this body, and its kind if it knows it. */
  public static Response of(Body body) {
    String contentType = body.contentType();
    return new Response(
        200,
        contentType == null ? Headers.NONE : Headers.of("Content-Type", contentType),
        body,
        null,
        List.of());
  }

  /** A text. */
  public static Response text(String text) {
    return of(Body.text(text));
  }

  /** A page. */
  public static Response html(String html) {
    return of(Body.html(html));
  }

  /** A value as JSON, with Jackson's own settings; see {@link Body#json}. */
  public static Response json(@Nullable Object value) {
    return of(Body.json(value));
  }

  /**
   * Sends the client to another address, which it is to GET; 303.
   *
   * @param location an address in ASCII, encoded; do not pass one on that came from a client
   */
  public static Response redirect(String location) {
    return of(Body.EMPTY).withStatus(303).withHeader("Location", location);
  }

  /** Sends the client to another address once and for all, with the same method; 308. */
  public static Response redirectPermanently(String location) {
    return of(Body.EMPTY).withStatus(308).withHeader("Location", location);
  }

  /**
   * A whole file, not copied where the system can do without. See {@link Application#files} for
   * ranges and caches.
   *
   * @throws HttpError 404 if there is no such file
   */
  public static Response file(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new HttpError(404, "there is no such file");
    }
    return of(Body.file(path));
  }

  /** Pieces as an iterator yields them, which may suspend; each is sent as soon as it is there. */
  public static Response stream(Iterable<byte[]> pieces) {
    return of(Body.stream(pieces));
  }

  /** Pieces of text as an iterator yields them, which may suspend. */
  public static Response stream(Iterable<String> pieces, Charset charset) {
    return of(Body.stream(pieces, charset));
  }

  /** Events with a sign of life every 15 s, see {@link #events(Iterable, Duration)}. */
  public static Response events(Iterable<Event> events) {
    return events(events, EventStream.KEEP_ALIVE);
  }

  /**
   * Server-sent events, as an {@code EventSource} in a browser listens to: each is sent as soon as
   * the iterator yields it, in which it may suspend. If the iterator is {@link AutoCloseable}, it
   * is closed at the end, also when the client leaves, or nothing of it is sent.
   *
   * @param keepAlive after so long without an event, a comment tells that we are still there
   * @throws IllegalArgumentException if {@code keepAlive} is not positive
   */
  public static Response events(Iterable<Event> events, Duration keepAlive) {
    return of(new EventStream(events, keepAlive))
        .withHeader("Cache-Control", "no-store")
        .withHeader("X-Accel-Buffering", "no");
  }

  /**
   * Opens a websocket, for handlers that have something to find out before; see {@link
   * Application#webSocket(String, WebSocketOptions, WebSocketHandler)}. It has status 101 and is
   * sent when the conversation is over.
   *
   * @throws HttpError 426 if the request is none for a websocket, 403 if it comes from a page that
   *     is not let in, 400 if it is broken
   */
  public static Response webSocket(
      Request request, WebSocketOptions options, WebSocketHandler handler) {
    Objects.requireNonNull(handler, "handler");
    Conversation conversation = new Conversation(request, options, handler);
    return new Response(101, Headers.NONE, Body.EMPTY, conversation, List.of());
  }

  /** What a handler has returned. */
  static Response ofResult(@Nullable Object result, Json json) {
    return switch (result) {
      case null -> throw notFound();
      case Response response -> response;
      case Optional<?> optional -> ofResult(optional.orElseThrow(Response::notFound), json);
      case Body body -> of(body);
      case CharSequence text -> text(text.toString());
      case byte[] bytes -> of(Body.of(bytes));
      case Future<?> _, CompletionStage<?> _ -> throw noAnswer(result, "await it", null);
      case Throwable thrown -> throw noAnswer(thrown, "throw it", thrown);
      default -> ofValue(result, json);
    };
  }

  private static Response ofValue(Object value, Json json) {
    try {
      return of(Body.of(json.write(value), Json.CONTENT_TYPE));
    } catch (IllegalArgumentException noJson) {
      throw noAnswer(value, String.valueOf(noJson.getMessage()), noJson);
    }
  }

  private static IllegalArgumentException noAnswer(
      Object result, String hint, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "a handler returns a Response, a Body, a text, bytes, or a value for JSON such as a record,"
            + " a map or a list; this one has returned a "
            + result.getClass().getName()
            + ": "
            + hint,
        cause);
  }

  private static HttpError notFound() {
    return new HttpError(404, "there is no such thing");
  }

  // ---- what it says

  /** The status. */
  public int status() {
    return status;
  }

  /** All headers, without those that the server adds. */
  public Headers headers() {
    return headers;
  }

  /** The body. */
  public Body body() {
    return body;
  }

  // ---- copies

  /**
   * A copy with another status. That of a websocket opens none.
   *
   * @throws IllegalArgumentException if it is not between 200 and 599
   */
  public Response withStatus(int newStatus) {
    if (newStatus < 200 || newStatus > 599) {
      throw new IllegalArgumentException(
          "the status of a response lies between 200 and 599, and this one is " + newStatus);
    }
    return new Response(newStatus, headers, body, null, listeners);
  }

  /** A copy in which this is the one value of the name. */
  public Response withHeader(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /** A copy with these headers and no others. */
  public Response withHeaders(Headers newHeaders) {
    return new Response(status, newHeaders, body, conversation, listeners);
  }

  /** A copy that sets a cookie. */
  public Response withCookie(Cookie cookie) {
    return withHeaders(headers.plus("Set-Cookie", cookie.toString()));
  }

  /** A copy that deletes the cookie of a name, if it was set with the default path. */
  public Response withoutCookie(String name) {
    return withCookie(Cookie.of(name, "").withMaxAge(Duration.ZERO));
  }

  /** A copy with another body, whose kind stays as it was. */
  public Response withBody(Body newBody) {
    return new Response(status, headers, newBody, conversation, listeners);
  }

  /** A copy that tells when it was sent. */
  public Response whenSent(SentListener listener) {
    List<SentListener> more = new ArrayList<>(listeners);
    more.add(Objects.requireNonNull(listener, "listener"));
    return new Response(status, headers, body, conversation, List.copyOf(more));
  }

  // ---- sending

  void sendTo(Exchange exchange) throws Exception {
    CountingSink sink = new CountingSink(exchange);
    Throwable failure = null;
    try {
      send(exchange, sink);
    } catch (Throwable notAll) {
      failure = notAll;
      throw notAll;
    } finally {
      for (SentListener listener : listeners) {
        listener.sent(sink.count(), failure);
      }
      release();
    }
  }

  /** Lets go of what the body holds; a second call does nothing. */
  void release() throws Exception {
    if (body instanceof EventStream events) {
      events.close();
    }
  }

  private void send(Exchange exchange, CountingSink sink) throws Exception {
    if (conversation != null) {
      conversation.hold(exchange, headers);
    } else {
      sendMessage(exchange, sink);
    }
  }

  private void sendMessage(Exchange exchange, CountingSink sink) throws IOException {
    ResponseHead head = new ResponseHead(status, headers);
    long length = head.isBodiless() ? 0 : body.length();
    exchange.respond(head, length);
    if (length == 0 || exchange.request().method().equals("HEAD")) {
      return;
    }
    if (length == Body.UNKNOWN_LENGTH) {
      exchange.flush(); // the first piece may be long in coming
    }
    body.writeTo(sink);
  }

  /** The status and the headers. */
  @Override
  public String toString() {
    return "<Response " + status + " " + headers + " " + body + ">";
  }
}
