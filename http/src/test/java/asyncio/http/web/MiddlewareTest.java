package asyncio.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestResponse;
import asyncio.resource.ContextManager;
import asyncio.testing.AsyncTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Middleware, nested applications, and what starts and stops with them. */
class MiddlewareTest {

  private final List<String> seen = new ArrayList<>();

  private Middleware noting(String name) {
    return (request, next) -> {
      seen.add(name + " in");
      Response response = next.handle(request);
      seen.add(name + " out");
      return response;
    };
  }

  private final class Resource implements AutoCloseable {

    private final String name;

    Resource(String name) {
      this.name = name;
      seen.add("open " + name);
    }

    @Override
    public void close() throws IOException {
      seen.add("close " + name);
      if (name.startsWith("bad")) {
        throw new IOException(name + " cannot be closed");
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  // ---- middleware

  @AsyncTest
  void middlewareRunsInItsOrderThatOfNestedApplicationsBehind() throws Exception {
    Application inner = new Application();
    inner.use(noting("inner"));
    inner.get("/", _ -> "inner");
    Application app = new Application();
    app.use(noting("first"));
    app.use(noting("second"));
    app.mount("/inner", inner);
    app.get("/outer", _ -> "outer");
    try (TestClient client = TestClient.start(app)) {
      client.get("/inner");
      assertThat(seen)
          .containsExactly(
              "first in", "second in", "inner in", "inner out", "second out", "first out");
      seen.clear();
      client.get("/outer");
      assertThat(seen).containsExactly("first in", "second in", "second out", "first out");
    }
  }

  @AsyncTest
  void middlewareMayAnswerItself() throws Exception {
    Application app = new Application();
    app.use(
        (request, next) ->
            request.headers().contains("Authorization")
                ? next.handle(request)
                : Response.text("who are you?").withStatus(401));
    app.use(
        (_, _) -> {
          throw new HttpError(403, "not you");
        });
    app.get("/", _ -> "never");
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/").status()).isEqualTo(401);
      TestResponse refused = client.get("/", "Authorization", "x");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("not you");
    }
  }

  @AsyncTest
  void middlewareSeesErrorsAsResponses() throws Exception {
    Application app = new Application();
    app.use((request, next) -> next.handle(request).withHeader("X-Seen", "yes"));
    app.get(
        "/fails",
        _ -> {
          throw new HttpError(418, "a teapot");
        });
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/fails").header("X-Seen")).isEqualTo("yes");
      assertThat(client.get("/missing").header("X-Seen")).isEqualTo("yes");
    }
  }

  @AsyncTest
  void middlewareAttachesValues() throws Exception {
    Key<String> user = Key.named("user");
    Application app = new Application();
    app.use(
        (request, next) -> {
          request.set(user, "ann");
          return next.handle(request);
        });
    app.get("/", request -> request.get(user));
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/").text()).isEqualTo("ann");
    }
  }

  // ---- resources

  @AsyncTest
  void whatIsStartedInOrderIsStoppedInReverse() throws Exception {
    Key<Resource> first = Key.named("first");
    Key<Resource> second = Key.named("second");
    Application inner = new Application();
    inner.resource(Key.named("third"), () -> new Resource("third"));
    Application app = new Application();
    app.resource(first, () -> new Resource("first"));
    app.resource(second, () -> new Resource("second on " + app.get(first)));
    app.onStartup(() -> seen.add("start"));
    app.onShutdown(() -> seen.add("stop with " + app.get(first)));
    app.mount("/inner", inner);
    app.get("/", request -> request.get(second).toString());
    inner.get("/", request -> request.get(first).toString());
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/").text()).isEqualTo("second on first");
      assertThat(client.get("/inner").text()).isEqualTo("first");
    }
    assertThat(seen)
        .containsExactly(
            "open first",
            "open second on first",
            "start",
            "open third",
            "close third",
            "stop with first",
            "close second on first",
            "close first");
    assertThatThrownBy(() -> app.get(first)).isInstanceOf(IllegalStateException.class);
  }

  @AsyncTest
  void managersAreEnteredAndLeft() throws Exception {
    Key<String> key = Key.named("setting");
    Application app = new Application();
    app.resource(
        key,
        new ContextManager<String>() {
          @Override
          public String enter() {
            seen.add("enter");
            return "value";
          }

          @Override
          public boolean exit(@Nullable Throwable failure) {
            seen.add("exit");
            return false;
          }
        });
    app.get("/", request -> request.get(key));
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/").text()).isEqualTo("value");
    }
    assertThat(seen).containsExactly("enter", "exit");
  }

  @AsyncTest
  void aFailedStartClosesWhatIsOpen() {
    Application app = new Application();
    app.resource(Key.named("first"), () -> new Resource("first"));
    app.resource(
        Key.named("second"),
        () -> {
          throw new IOException("no database");
        });
    app.resource(Key.named("third"), () -> new Resource("third"));
    assertThatThrownBy(() -> TestClient.start(app))
        .isInstanceOf(IOException.class)
        .hasMessage("no database");
    assertThat(seen).containsExactly("open first", "close first");
  }

  @AsyncTest
  void oneThatCannotBeClosedDoesNotKeepTheOthersOpen() throws Exception {
    Application app = new Application();
    app.resource(Key.named("first"), () -> new Resource("first"));
    app.resource(Key.named("bad"), () -> new Resource("bad"));
    app.resource(Key.named("third"), () -> new Resource("third"));
    TestClient client = TestClient.start(app);
    assertThatThrownBy(client::close)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("bad cannot be closed");
    assertThat(seen.subList(3, 6)).containsExactly("close third", "close bad", "close first");
  }

  @AsyncTest
  void anApplicationIsSetUpBeforeItRuns() throws Exception {
    Application app = new Application();
    try (TestClient _ = TestClient.start(app)) {
      assertThatThrownBy(() -> app.get("/", _ -> "")).hasMessageContaining("runs already");
      assertThatThrownBy(() -> app.use(new AccessLog())).hasMessageContaining("runs already");
      assertThatThrownBy(() -> app.onStartup(() -> {})).hasMessageContaining("runs already");
      assertThatThrownBy(() -> app.mount("/x", new Application()))
          .hasMessageContaining("runs already");
      assertThatThrownBy(() -> TestClient.start(app)).hasMessageContaining("runs already");
    }
    try (TestClient again = TestClient.start(app)) {
      assertThat(again.get("/").status()).isEqualTo(404);
    }
  }
}
