package asyncio.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the examples that serve HTTP, for the JDK's client. */
@Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebExamplesTest {

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private static HttpResponse<String> send(
      HttpClient client, int port, String method, String path, String json) throws Exception {
    return client.send(
        request(port, path)
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void productsApi() throws Exception {
    try (RunningExample server = RunningExample.start("ProductsApi", "0");
        HttpClient client = HttpClient.newHttpClient()) {
      int port = server.port();
      HttpResponse<String> added =
          send(client, port, "POST", "/products", "{\"name\": \"tea\", \"price\": 3.50}");
      assertThat(added.statusCode()).isEqualTo(201);
      assertThat(added.headers().firstValue("Location")).contains("/products/1");
      assertThat(added.body()).isEqualTo("{\"id\":1,\"name\":\"tea\",\"price\":3.50}");
      send(client, port, "POST", "/products", "{\"name\": \"cake\", \"price\": 4}");

      assertThat(send(client, port, "GET", "/products?name=te", "").body())
          .isEqualTo("[{\"id\":1,\"name\":\"tea\",\"price\":3.50}]");
      assertThat(send(client, port, "GET", "/products/2", "").body())
          .isEqualTo("{\"id\":2,\"name\":\"cake\",\"price\":4}");
      assertThat(
              send(client, port, "PUT", "/products/1", "{\"name\": \"chai\", \"price\": 4}").body())
          .isEqualTo("{\"id\":1,\"name\":\"chai\",\"price\":4}");
      assertThat(send(client, port, "DELETE", "/products/1", "").statusCode()).isEqualTo(204);
      assertThat(send(client, port, "DELETE", "/products/1", "").statusCode()).isEqualTo(404);
      assertThat(send(client, port, "GET", "/products/1", "").statusCode()).isEqualTo(404);

      HttpResponse<String> refused = send(client, port, "POST", "/products", "{\"price\": -1}");
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body())
          .contains(
              "\"errors\":{\"name\":\"must not be empty\","
                  + "\"price\":\"must be a number, and not negative\"}");
      assertThat(send(client, port, "POST", "/products", "{").statusCode()).isEqualTo(400);
      assertThat(send(client, port, "PATCH", "/products/2", "{}").statusCode()).isEqualTo(405);
      server.terminate();
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  private static BufferedReader events(HttpClient client, int port) throws Exception {
    HttpResponse<InputStream> response =
        client.send(request(port, "/events").build(), BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  private static String data(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (!line.startsWith("data: ")) {
      line = events.readLine();
    }
    return line;
  }

  @Test
  void livePage() throws Exception {
    try (RunningExample server = RunningExample.start("LivePage", "0");
        HttpClient client = HttpClient.newHttpClient()) {
      int port = server.port();
      assertThat(client.send(request(port, "/").build(), BodyHandlers.ofString()).body())
          .contains("EventSource");
      try (BufferedReader first = events(client, port)) {
        assertThat(data(first)).isEqualTo("data: {\"windows\":1}");
        try (BufferedReader second = events(client, port)) {
          assertThat(data(second)).isEqualTo("data: {\"windows\":2}");
          assertThat(data(first)).isEqualTo("data: {\"windows\":2}");
        }
        assertThat(data(first)).isEqualTo("data: {\"windows\":1}");
      }
      server.terminate();
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  @Test
  void behindTheJdkServer() throws Exception {
    try (RunningExample server = RunningExample.start("BehindTheJdkServer", "0");
        HttpClient client = HttpClient.newHttpClient()) {
      int port = server.port();
      assertThat(send(client, port, "POST", "/echo", "hello").body()).isEqualTo("hello");
      HttpResponse<String> refused = send(client, port, "GET", "/echo", "");
      assertThat(refused.statusCode()).isEqualTo(405);
      assertThat(refused.headers().firstValue("Allow")).contains("OPTIONS, POST");
      server.terminate();
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  private static CompletableFuture<HttpResponse<String>> next(HttpClient client, int port) {
    return client.sendAsync(request(port, "/next").build(), BodyHandlers.ofString());
  }

  private static void awaitBusy(HttpClient client, int port, String threads) throws Exception {
    while (!send(client, port, "GET", "/busy", "").body().equals(threads)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void blockingHandlers() throws Exception {
    try (RunningExample server = RunningExample.start("BlockingHandlers", "0");
        HttpClient client = HttpClient.newHttpClient()) {
      int port = server.port();
      CompletableFuture<HttpResponse<String>> first = next(client, port);
      CompletableFuture<HttpResponse<String>> second = next(client, port);
      awaitBusy(client, port, "2");
      assertThat(first).isNotDone();
      assertThat(second).isNotDone();
      send(client, port, "POST", "/messages", "hello");
      send(client, port, "POST", "/messages", "hello");
      assertThat(first.get().body()).isEqualTo("hello");
      assertThat(second.get().body()).isEqualTo("hello");
      awaitBusy(client, port, "0");
      server.terminate();
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  /** How many orders are taken until one is refused. */
  private static int order(HttpClient client, int port) throws Exception {
    int taken = 0;
    while (true) {
      HttpResponse<String> answer = send(client, port, "POST", "/orders", "tea");
      if (answer.statusCode() == 503) {
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        return taken;
      }
      taken++;
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.headers().firstValue("Location")).contains("/orders/" + taken);
    }
  }

  @Test
  void orderService() throws Exception {
    try (RunningExample server = RunningExample.start("OrderService", "0");
        HttpClient client = HttpClient.newHttpClient()) {
      int port = server.port();
      int taken = order(client, port);
      assertThat(send(client, port, "GET", "/orders/1", "").body())
          .startsWith("{\"id\":1,\"what\":\"tea\",\"state\":");
      server.terminate();
      List<String> made =
          server.remainingLines().stream().filter(line -> line.startsWith("made")).toList();
      assertThat(made).hasSize(taken).contains("made tea for order " + taken);
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }
}
