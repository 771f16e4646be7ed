package asyncio.http.testing;

import asyncio.http.Body;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.websocket.Negotiated;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketClientHandshake;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.resource.ExitStack;
import asyncio.task.CurrentLoop;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import asyncio.task.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls an application without a server, without a socket, and without bytes on a wire; {@code
 * aiohttp.test_utils.TestClient}. Loop thread only.
 *
 * <pre>{@code
 * try (TestClient client = TestClient.start(app)) {
 *   TestResponse response = client.get("/products/7");
 *   assertThat(response.status()).isEqualTo(200);
 * }
 * }</pre>
 *
 * <p>Each request is served in a task of its own. What the application throws comes out of the
 * call; a server would answer 500.
 */
public final class TestClient implements AutoCloseable {

  /** How long an application may go on with its websockets when the client is closed. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private record Conversation(MemoryExchange exchange, Task<?> serving) {}

  private final HttpApplication application;
  private final List<Conversation> conversations = new ArrayList<>();

  private TestClient(HttpApplication application) {
    this.application = application;
  }

  /**
   * Starts an application. Suspends.
   *
   * @throws Exception what {@link HttpApplication#startUp} throws
   */
  public static TestClient start(HttpApplication application) throws Exception {
    application.startUp();
    return new TestClient(application);
  }

  // ---- verbs

  /** {@code GET}; see {@link #request}. */
  public TestResponse get(String target, String... headers) throws Exception {
    return request(TestRequest.of("GET", target).withHeaders(headers));
  }

  /** {@code HEAD}; see {@link #request}. */
  public TestResponse head(String target, String... headers) throws Exception {
    return request(TestRequest.of("HEAD", target).withHeaders(headers));
  }

  /** {@code POST}; see {@link #request}. */
  public TestResponse post(String target, Body body, String... headers) throws Exception {
    return request(TestRequest.of("POST", target).withBody(body).withHeaders(headers));
  }

  /** {@code PUT}; see {@link #request}. */
  public TestResponse put(String target, Body body, String... headers) throws Exception {
    return request(TestRequest.of("PUT", target).withBody(body).withHeaders(headers));
  }

  /** {@code PATCH}; see {@link #request}. */
  public TestResponse patch(String target, Body body, String... headers) throws Exception {
    return request(TestRequest.of("PATCH", target).withBody(body).withHeaders(headers));
  }

  /** {@code DELETE}; see {@link #request}. */
  public TestResponse delete(String target, String... headers) throws Exception {
    return request(TestRequest.of("DELETE", target).withHeaders(headers));
  }

  /** {@code OPTIONS}; see {@link #request}. */
  public TestResponse options(String target, String... headers) throws Exception {
    return request(TestRequest.of("OPTIONS", target).withHeaders(headers));
  }

  /**
   * Asks, and waits for the whole answer. Suspends. If the task is cancelled, the application sees
   * a client that leaves.
   *
   * @throws Exception what the application throws
   * @throws IllegalStateException if it does not answer, or less than it has announced
   */
  public TestResponse request(TestRequest request) throws Exception {
    try (TestResponse response = open(request)) {
      response.readAll();
      return response;
    }
  }

  /**
   * Asks, and waits for the head of the answer only. Suspends.
   *
   * @return the answer, to be closed
   * @throws Exception what the application throws before
   */
  public TestResponse open(TestRequest request) throws Exception {
    MemoryExchange exchange = new MemoryExchange(request);
    Task<@Nullable Void> serving = CurrentLoop.running().createTask(() -> serve(exchange));
    try {
      return new TestResponse(awaitHead(exchange, serving), exchange, serving);
    } catch (Throwable notAnswered) {
      stop(serving);
      throw notAnswered;
    }
  }

  private static ResponseHead awaitHead(MemoryExchange exchange, Task<?> serving) {
    Wait.wait(List.of(serving, exchange.head()), null, ReturnWhen.FIRST_COMPLETED);
    if (!exchange.head().done()) {
      serving.await();
    }
    return exchange.head().await();
  }

  /** Opens a websocket, see {@link #webSocket(TestRequest, WebSocketOptions)}. */
  public WebSocket webSocket(String target, String... headers) throws Exception {
    return webSocket(TestRequest.of("GET", target).withHeaders(headers), WebSocketOptions.DEFAULT);
  }

  /**
   * Opens a websocket: a real one at both ends, over a connection in memory. Suspends. If the
   * application fails later, the websocket is closed with {@link
   * asyncio.http.websocket.CloseCode#SERVER_ERROR}, and {@link #close} throws.
   *
   * @param request a GET, without the headers of the handshake
   * @return the client's end, to be closed
   * @throws asyncio.http.websocket.WebSocketHandshakeException if the application answers something
   *     else
   * @throws Exception what the application throws before it answers
   */
  public WebSocket webSocket(TestRequest request, WebSocketOptions options) throws Exception {
    WebSocketClientHandshake handshake = WebSocketClientHandshake.start(options);
    MemoryExchange exchange = new MemoryExchange(request.withHeaders(handshake.headers()));
    Task<@Nullable Void> serving = CurrentLoop.running().createTask(() -> talk(exchange));
    try {
      Negotiated negotiated = handshake.check(awaitHead(exchange, serving));
      conversations.add(new Conversation(exchange, serving));
      return exchange.webSocket(negotiated, options);
    } catch (Throwable notOpened) {
      exchange.leave();
      stop(serving);
      throw notOpened;
    }
  }

  private void talk(MemoryExchange exchange) throws Exception {
    try {
      serve(exchange);
    } catch (Exception failure) {
      exchange.finish(failure);
    } catch (Throwable cancelled) {
      exchange.abort();
      throw cancelled;
    }
  }

  private void serve(MemoryExchange exchange) throws Exception {
    Task<?> body = CurrentLoop.running().createTask(exchange::sendBody);
    try {
      application.serve(exchange);
      exchange.finish();
    } finally {
      exchange.end();
      stop(body);
    }
  }

  private static void stop(Task<?> task) {
    task.cancel();
    Wait.wait(List.of(task), null, ReturnWhen.ALL_COMPLETED);
  }

  /**
   * Says goodbye to websockets that are still open, as a server does that stops, and waits for the
   * application's part in them, at most 10 s, before it is cancelled. Then shuts the application
   * down. Suspends.
   *
   * @throws IllegalStateException if the application has failed at a websocket, or to shut down
   */
  @Override
  public void close() {
    try (ExitStack exits = new ExitStack()) {
      exits.callback(this::shutDown);
      conversations.forEach(conversation -> exits.callback(() -> end(conversation)));
      conversations.forEach(conversation -> conversation.exchange().sayGoodbye());
    }
  }

  private static void end(Conversation conversation) {
    Task<?> serving = conversation.serving();
    Wait.wait(List.of(serving), CLOSE_PATIENCE, ReturnWhen.ALL_COMPLETED);
    stop(serving);
    if (!serving.cancelled() && serving.exception() != null) {
      throw new IllegalStateException(
          "the application has failed at a websocket", serving.exception());
    }
  }

  private void shutDown() {
    try {
      application.shutDown();
    } catch (Exception failure) {
      throw new IllegalStateException("the application has failed to shut down", failure);
    }
  }

  @Override
  public String toString() {
    return "<TestClient of " + application + ">";
  }
}
