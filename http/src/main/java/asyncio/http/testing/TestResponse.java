package asyncio.http.testing;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.IncomingBody;
import asyncio.http.Json;
import asyncio.http.ResponseHead;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import asyncio.task.Wait;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What an application has answered. The verbs of {@link TestClient} have read all of it already;
 * one of {@link TestClient#open} is read while the application still writes, and to be closed.
 */
public final class TestResponse implements AutoCloseable {

  private final ResponseHead head;
  private final MemoryExchange exchange;
  private final IncomingBody body;
  private final Task<?> serving;

  TestResponse(ResponseHead head, MemoryExchange exchange, Task<?> serving) {
    this.head = head;
    this.exchange = exchange;
    this.serving = serving;
    this.body =
        new IncomingBody(
            exchange.response(),
            head.headers().get("Content-Type"),
            Body.UNKNOWN_LENGTH,
            Integer.MAX_VALUE,
            Json.DEFAULT);
  }

  /** The status. */
  public int status() {
    return head.status();
  }

  /** All headers, without those that a server adds. */
  public Headers headers() {
    return head.headers();
  }

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    return head.headers().get(name);
  }

  /** The body: as a whole, or as it comes. */
  public IncomingBody body() {
    return body;
  }

  /** The bytes of the body. */
  public byte[] bytes() throws IOException {
    return body.bytes();
  }

  /** The text of the body. */
  public String text() throws IOException {
    return body.text();
  }

  /**
   * The JSON of the body.
   *
   * @throws asyncio.http.JsonException if it is not JSON, or does not fit the type
   */
  public <T> T json(Class<T> type) throws IOException {
    return body.json(type);
  }

  /** The JSON of the body, see {@link #json(Class)}. */
  public <T> T json(TypeReference<T> type) throws IOException {
    return body.json(type);
  }

  /** Reads the whole body, and waits for the application to return. */
  void readAll() throws IOException {
    body.bytes();
    serving.await();
  }

  /**
   * Leaves, as a client that closes its connection: if the application still serves the request,
   * its task is cancelled, and waited for. Suspends.
   */
  @Override
  public void close() {
    exchange.leave();
    serving.cancel();
    Wait.wait(List.of(serving), null, ReturnWhen.ALL_COMPLETED);
  }

  /** The status, and the headers. */
  @Override
  public String toString() {
    return head + " " + head.headers();
  }
}
