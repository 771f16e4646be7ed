package asyncio.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.http.Body;
import asyncio.http.IncomingBody;
import asyncio.http.Json;
import asyncio.http.JsonException;
import asyncio.http.support.LogLines;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestRequest;
import asyncio.http.testing.TestResponse;
import asyncio.testing.AsyncTest;
import asyncio.testing.TestKit;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients and logs are told when something fails. */
class ErrorsTest {

  private static Application failing(Exception failure) {
    Application app = new Application();
    app.get(
        "/",
        _ -> {
          throw failure;
        });
    return app;
  }

  private static TestResponse get(Application app, String... headers) throws Exception {
    try (TestClient client = TestClient.start(app)) {
      return client.get("/", headers);
    }
  }

  @AsyncTest
  void anErrorIsAProblem() throws Exception {
    TestResponse response =
        get(
            failing(
                new HttpError(409, "there is a 'tea' already")
                    .with("names", List.of("tea"))
                    .withHeader("Retry-After", "5")),
            "X-Request-Id",
            "r1");
    assertThat(response.status()).isEqualTo(409);
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.header("Retry-After")).isEqualTo("5");
    assertThat((Object) response.json(Map.class))
        .isEqualTo(
            Map.of(
                "type", "about:blank",
                "title", "Conflict",
                "status", 409,
                "detail", "there is a 'tea' already",
                "requestId", "r1",
                "names", List.of("tea")));
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html",
        "text/html | text/html",
        "application/json, text/html;q=0.9 | application/problem+json",
        "text/html;q=0.5, application/json | application/problem+json",
        "*/* | application/problem+json",
        "image/png | application/problem+json",
        "'' | application/problem+json",
      })
  void whoPrefersAPageGetsOne(String accept, String contentType) throws Exception {
    TestResponse response = get(failing(new HttpError(404, "no <b>")), "Accept", accept);
    assertThat(response.header("Content-Type")).startsWith(contentType);
    assertThat(response.text())
        .contains(contentType.equals("text/html") ? "no &lt;b&gt;" : "no <b>");
  }

  @AsyncTest
  void whatNobodyExpectedIsLoggedAndNotTold() throws Exception {
    Exception secret = new IllegalStateException("the password is 1234");
    try (LogLines log = LogLines.of("asyncio.http.web")) {
      TestResponse response = get(failing(secret), "X-Request-Id", "r1");
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.text())
          .contains("r1", "Server Error")
          .doesNotContain("1234", "Exception", "asyncio");
      assertThat(log.messages()).containsExactly("request GET / (r1) has failed");
      assertThat(log.failures()).containsExactly(secret);
    }
  }

  /** Such as one that is read from the answer of another service. */
  @AsyncTest
  void aBodyFromElsewhereThatIsBrokenIsNoFaultOfTheClient() throws Exception {
    IncomingBody upstream =
        new IncomingBody(
            new ArrayDeque<>(List.of(ByteBuffer.wrap("no json".getBytes(UTF_8))))::poll,
            null,
            7,
            100,
            Json.DEFAULT);
    Application app = new Application();
    app.post("/", _ -> upstream.json(Map.class));
    app.post("/own", request -> request.body().json(Map.class));
    try (LogLines log = LogLines.of("asyncio.http.web");
        TestClient client = TestClient.start(app)) {
      assertThat(client.post("/", Body.EMPTY).status()).isEqualTo(500);
      assertThat(log.failures()).singleElement().isInstanceOf(JsonException.class);
      assertThat(client.post("/own", Body.text("no json")).status()).isEqualTo(400);
      assertThat(log.failures()).hasSize(1);
    }
  }

  @AsyncTest
  void theNearestHandlerAnswers() throws Exception {
    Application app = failing(new FileNotFoundException("a.txt"));
    app.onError(Exception.class, (_, _) -> "any");
    app.onError(
        IOException.class,
        (failure, _) -> Response.text("I/O: " + failure.getMessage()).withStatus(503));
    TestResponse response = get(app);
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.text()).isEqualTo("I/O: a.txt");
  }

  @AsyncTest
  void routesThatAreMissingHaveHandlersToo() throws Exception {
    Application app = new Application();
    app.onError(
        HttpError.class,
        (error, request) -> Response.text(request.path() + " " + error.status()).withStatus(404));
    assertThat(get(app).text()).isEqualTo("/ 404");
  }

  @AsyncTest
  void aNestedApplicationAsksItsParent() throws Exception {
    Application inner = failing(new IOException("inner"));
    inner.onError(HttpError.class, (_, _) -> "not this");
    Application app = new Application();
    app.onError(IOException.class, (failure, _) -> "parent of " + failure.getMessage());
    app.mount("/", inner);
    assertThat(get(app).text()).isEqualTo("parent of inner");
  }

  @AsyncTest
  void aHandlerOfErrorsMayFail() throws Exception {
    Exception first = new IOException("first");
    Application app = failing(first);
    app.onError(
        IOException.class,
        (_, _) -> {
          throw new IllegalArgumentException("second");
        });
    try (LogLines log = LogLines.of("asyncio.http.web")) {
      assertThat(get(app).status()).isEqualTo(500);
      assertThat(log.failures().getFirst()).hasMessage("second").hasSuppressedException(first);
    }
  }

  @AsyncTest
  void aResultThatIsNoJsonIsAnError() throws Exception {
    Application app = new Application();
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    app.get("/", _ -> endless);
    try (LogLines log = LogLines.of("asyncio.http.web")) {
      assertThat(get(app).status()).isEqualTo(500);
      assertThat(log.failures()).hasSize(1);
    }
  }

  /** What somebody has forgotten to await, to throw, or to turn into something else. */
  private static Stream<Arguments> resultsThatAreNoAnswers() {
    return Stream.of(
        Arguments.of(new Object(), "record, a map or a list; this one has returned a"),
        Arguments.of(new ByteArrayInputStream(new byte[1]), "no properties"),
        Arguments.of(CompletableFuture.completedFuture("x"), "CompletableFuture: await it"),
        Arguments.of(new FutureTask<>(() -> "x"), "FutureTask: await it"),
        Arguments.of(new HttpError(404), "HttpError: throw it"));
  }

  @AsyncTest
  @ParameterizedTest
  @MethodSource("resultsThatAreNoAnswers")
  void aResultThatIsNoAnswerIsAnError(Object result, String logged) throws Exception {
    Application app = new Application();
    app.get("/", _ -> result);
    try (LogLines log = LogLines.of("asyncio.http.web")) {
      TestResponse response = get(app);
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.text()).doesNotContain(result.getClass().getSimpleName());
      assertThat(log.failures())
          .singleElement()
          .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
          .hasMessageContaining(logged);
    }
  }

  @AsyncTest
  void aTaskIsNoAnswer() throws Exception {
    Application app = new Application();
    app.get("/", _ -> Asyncio.createTask(() -> "x"));
    try (LogLines log = LogLines.of("asyncio.http.web")) {
      assertThat(get(app).status()).isEqualTo(500);
      assertThat(log.failures()).singleElement().asString().endsWith("Task: await it");
    }
  }

  @AsyncTest
  void aRecordWithoutComponentsIsAnEmptyObject() throws Exception {
    record Nothing() {}
    Application app = new Application();
    app.get("/", _ -> new Nothing());
    assertThat(get(app).text()).isEqualTo("{}");
  }

  @Test
  void errorsAreErrors() {
    assertThatThrownBy(() -> new HttpError(200, "fine")).hasMessageContaining("this one is 200");
    Application app = new Application();
    app.onError(IOException.class, (_, _) -> "");
    assertThatThrownBy(() -> app.onError(IOException.class, (_, _) -> ""))
        .hasMessageContaining("java.io.IOException have a handler already");
  }

  // ---- clients that leave

  @AsyncTest
  void aHandlerIsCancelledWhenTheClientLeaves() throws Exception {
    List<String> seen = new ArrayList<>();
    Application app = new Application();
    app.use(new AccessLog());
    app.get(
        "/",
        _ -> {
          try {
            Asyncio.sleep(Asyncio.seconds(100));
            return "late";
          } finally {
            seen.add("left at " + Asyncio.getRunningLoop().time());
          }
        });
    try (TestClient client = TestClient.start(app);
        LogLines log = LogLines.of("asyncio.http.access")) {
      assertThatThrownBy(
              () ->
                  Asyncio.timeout(Asyncio.seconds(5), () -> client.get("/", "X-Request-Id", "r1")))
          .isInstanceOf(TimeoutException.class);
      assertThat(seen).containsExactly("left at 5.0");
      assertThat(log.messages()).containsExactly("GET / - 0 bytes 5000 ms not all r1");
    }
  }

  @AsyncTest
  void aStreamIsCancelledWhenTheClientLeaves() throws Exception {
    List<String> seen = new ArrayList<>();
    Application app = new Application();
    app.get(
        "/",
        _ ->
            Response.of(
                Body.streaming(
                    "text/plain",
                    sink -> {
                      try {
                        while (true) {
                          sink.write(new byte[10]);
                        }
                      } finally {
                        seen.add("left");
                      }
                    })));
    try (TestClient client = TestClient.start(app)) {
      try (TestResponse response = client.open(TestRequest.of("GET", "/"))) {
        assertThat(response.body().chunks().anext()).hasSize(10);
        TestKit.waitUntilIdle();
        assertThat(seen).isEmpty();
      }
      assertThat(seen).containsExactly("left");
    }
  }

  // ---- the access log

  @AsyncTest
  void aLineForEachRequest() throws Exception {
    Application app = new Application();
    app.use(new AccessLog());
    app.use(
        (request, next) -> {
          if (request.path().equals("/secret")) {
            throw new HttpError(401);
          }
          return next.handle(request);
        });
    app.get(
        "/slow",
        _ -> {
          Asyncio.sleep(Asyncio.seconds(2));
          return "four";
        });
    app.get(
        "/cut",
        _ ->
            Response.of(
                Body.streaming(
                    "text/plain",
                    sink -> {
                      sink.write(new byte[3]);
                      throw new IOException("cut");
                    })));
    try (TestClient client = TestClient.start(app);
        LogLines log = LogLines.of("asyncio.http.access")) {
      client.get("/slow?q=%0A", "X-Request-Id", "r1");
      client.head("/slow", "X-Request-Id", "r2");
      client.get("/missing/", "X-Request-Id", "r3");
      assertThatThrownBy(() -> client.get("/cut", "X-Request-Id", "r4")).hasMessage("cut");
      client.get("/secret", "X-Request-Id", "r5");
      assertThat(log.messages())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("GET /slow?q=%0A 200 4 bytes 2000 ms r1"),
              line -> assertThat(line).isEqualTo("HEAD /slow 200 0 bytes 2000 ms r2"),
              line -> assertThat(line).matches("GET /missing/ 404 \\d+ bytes 0 ms r3"),
              line -> assertThat(line).isEqualTo("GET /cut 200 3 bytes 0 ms not all r4"),
              line -> assertThat(line).matches("GET /secret 401 \\d+ bytes 0 ms r5"));
    }
  }

  @AsyncTest
  void aRequestWithoutResponseHasNoStatus() throws Exception {
    Application app = new Application();
    app.use(new AccessLog());
    app.get(
        "/",
        _ -> {
          throw new StackOverflowError();
        });
    try (TestClient client = TestClient.start(app);
        LogLines log = LogLines.of("asyncio.http.access")) {
      assertThatThrownBy(() -> client.get("/", "X-Request-Id", "r1"))
          .isInstanceOf(StackOverflowError.class);
      assertThat(log.messages()).containsExactly("GET / - 0 bytes 0 ms not all r1");
    }
  }
}
