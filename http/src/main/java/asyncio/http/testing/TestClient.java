package asyncio.http.testing;

import asyncio.http.Body;
import asyncio.http.gateway.HttpApplication;
import asyncio.task.CurrentLoop;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import asyncio.task.Wait;
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

  private final HttpApplication application;

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
      Wait.wait(List.of(serving, exchange.head()), null, ReturnWhen.FIRST_COMPLETED);
      if (!exchange.head().done()) {
        serving.await();
      }
      return new TestResponse(exchange.head().await(), exchange, serving);
    } catch (Throwable notAnswered) {
      stop(serving);
      throw notAnswered;
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
   * Shuts the application down. Suspends.
   *
   * @throws IllegalStateException if it fails to shut down
   */
  @Override
  public void close() {
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
