package asyncio.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.http.Body;
import asyncio.http.Json;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestResponse;
import asyncio.testing.AsyncTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What handlers return, and what becomes of it. */
class AnswersTest {

  record Product(String name, int price) {}

  private static TestResponse answer(@Nullable Object result) throws Exception {
    Application app = new Application();
    app.get("/", _ -> result);
    try (TestClient client = TestClient.start(app)) {
      return client.get("/");
    }
  }

  @AsyncTest
  void valuesBecomeJson() throws Exception {
    TestResponse response = answer(new Product("tea", 3));
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.text()).isEqualTo("{\"name\":\"tea\",\"price\":3}");
    assertThat(answer(List.of(1, 2)).text()).isEqualTo("[1,2]");
    assertThat(answer(Map.of("a", true)).text()).isEqualTo("{\"a\":true}");
    assertThat(answer(Optional.of(new Product("tea", 3))).json(Product.class))
        .isEqualTo(new Product("tea", 3));
  }

  @AsyncTest
  void otherKindsAreSentAsTheyAre() throws Exception {
    assertThat(answer("käse").text()).isEqualTo("käse");
    assertThat(answer("käse").header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(answer(new byte[] {1, 2}).bytes()).containsExactly(1, 2);
    assertThat(answer(Body.html("<p>")).header("Content-Type"))
        .isEqualTo("text/html; charset=utf-8");
    assertThat(answer(Response.text("x").withStatus(202)).status()).isEqualTo(202);
    assertThat(answer(Response.NO_CONTENT).status()).isEqualTo(204);
  }

  @AsyncTest
  void nothingIsNotFound() throws Exception {
    assertThat(answer(null).status()).isEqualTo(404);
    assertThat(answer(Optional.empty()).status()).isEqualTo(404);
  }

  @AsyncTest
  void theApplicationMayHaveItsOwnJson() throws Exception {
    Application app =
        new Application(
            new Json(
                JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                    .build()));
    app.post("/", request -> request.json(Product.class));
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.post("/", Body.json(Map.of("Name", "tea", "Price", 3))).text())
          .isEqualTo("{\"Name\":\"tea\",\"Price\":3}");
    }
  }

  @AsyncTest
  void responsesAreCopiedWithChanges() throws Exception {
    TestResponse response =
        answer(
            Response.json("x")
                .withStatus(201)
                .withHeader("Location", "/x/1")
                .withHeader("location", "/x/2")
                .withBody(Body.of("[]".getBytes(UTF_8))));
    assertThat(response.status()).isEqualTo(201);
    assertThat(response.headers().all("Location")).containsExactly("/x/2");
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.text()).isEqualTo("[]");
    assertThatThrownBy(() -> Response.text("").withStatus(199)).hasMessageContaining("is 199");
  }

  @AsyncTest
  void redirects() throws Exception {
    assertThat(answer(Response.redirect("/a")).status()).isEqualTo(303);
    assertThat(answer(Response.redirect("/a")).header("Location")).isEqualTo("/a");
    assertThat(answer(Response.redirectPermanently("/a")).status()).isEqualTo(308);
    assertThatThrownBy(() -> Response.redirect("/a\r\nSet-Cookie: a=b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @AsyncTest
  void filesAreSentWhole(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "content");
    assertThat(answer(Response.file(file)).text()).isEqualTo("content");
    Application app = new Application();
    app.get("/", _ -> Response.file(folder.resolve("missing")));
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/").status()).isEqualTo(404);
    }
  }

  @AsyncTest
  void streamsAreSentAsTheyCome() throws Exception {
    Response response =
        Response.stream(
            Asyncio.<String, Void>generator(
                out -> {
                  out.yield("a");
                  Asyncio.sleep(Duration.ofSeconds(10));
                  out.yield("b");
                }),
            UTF_8);
    assertThat(answer(response).text()).isEqualTo("ab");
    assertThat(answer(Response.stream(List.of(new byte[] {1}, new byte[] {2}))).bytes())
        .containsExactly(1, 2);
  }

  // ---- cookies

  @AsyncTest
  void cookiesAreSetAndDeleted() throws Exception {
    TestResponse response =
        answer(
            Response.text("")
                .withCookie(
                    Cookie.of("session", "abc")
                        .withPath("/shop")
                        .withDomain("example.com")
                        .withMaxAge(Duration.ofHours(1))
                        .withSecure()
                        .withSameSite(Cookie.SameSite.STRICT))
                .withCookie(Cookie.of("theme", "dark").withScriptAccess())
                .withoutCookie("old"));
    assertThat(response.headers().all("Set-Cookie"))
        .containsExactly(
            "session=abc; Path=/shop; Domain=example.com; Max-Age=3600; Secure; HttpOnly;"
                + " SameSite=Strict",
            "theme=dark; Path=/; SameSite=Lax",
            "old=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
  }

  @Test
  void badCookiesAreRefused() {
    assertThatThrownBy(() -> Cookie.of("a b", "")).hasMessageContaining("the name of a cookie");
    assertThatThrownBy(() -> Cookie.of("a", "b;c")).hasMessageContaining("and is 'b;c'");
    assertThatThrownBy(() -> Cookie.of("a", "b\r\n")).hasMessageContaining("the value of a cookie");
    assertThatThrownBy(() -> Cookie.of("a", "b").withPath("/;x"))
        .hasMessageContaining("the path of a cookie");
    assertThatThrownBy(() -> Cookie.of("a", "b").withSameSite(Cookie.SameSite.NONE))
        .hasMessageContaining("withSecure()");
  }
}
