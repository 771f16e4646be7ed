package asyncio.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Body;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestRequest;
import asyncio.http.testing.TestResponse;
import asyncio.testing.AsyncTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {

  private static String get(Application app, String target) throws Exception {
    try (TestClient client = TestClient.start(app)) {
      TestResponse response = client.get(target);
      return response.status() == 200 ? response.text() : Integer.toString(response.status());
    }
  }

  private static Application allKinds() {
    Application app = new Application();
    app.get("/", _ -> "root");
    app.get("/a", _ -> "literal");
    app.get("/{x:int}", request -> "int " + request.pathInt("x"));
    app.get("/{x:uuid}", request -> "uuid " + request.pathUuid("x"));
    app.get("/{x}", request -> "string " + request.pathParameter("x"));
    app.get("/{x}/b", request -> "b of " + request.pathParameter("x"));
    app.get("/a/c", _ -> "c of literal");
    app.get("/{rest:path}", request -> "rest " + request.pathParameter("rest"));
    app.get("/long/{x:long}", request -> "long " + request.pathLong("x"));
    return app;
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "/, root",
    "/a, literal",
    "/7, int 7",
    "/-7, int -7",
    "/+7, string +7",
    "/٧, string ٧",
    "/2147483648, string 2147483648",
    "/123e4567-e89b-12d3-a456-426614174000, uuid 123e4567-e89b-12d3-a456-426614174000",
    "/1-1-1-1-1, string 1-1-1-1-1",
    "/other, string other",
    "/a/c, c of literal",
    "/a/b, b of a",
    "/7/b, b of 7",
    "/a/d, rest a/d",
    "/a/, rest a/",
    "/x/y/z?q=1, rest x/y/z",
    "/long/9999999999, long 9999999999",
    "/long/99999999999999999999, rest long/99999999999999999999",
  })
  void theMostSpecialRouteWins(String target, String answer) throws Exception {
    assertThat(get(allKinds(), target.replace("٧", "%D9%A7"))).isEqualTo(answer);
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "/p/a%2Fb, a/b",
    "/p/k%C3%A4se, käse",
    "/p/1+1, 1+1",
    "/p/100%25, 100%",
    "/p/..., ...",
    "/p/.hidden, .hidden",
    "/p/a;b, a;b",
    "/p//, 404",
    "/p/, 404",
    "/p/a/, 404",
    "/p/a/b, 404",
    "//p/a, 404",
    "/p/.., 400",
    "/p/%2e%2E, 400",
    "/./p/a, 400",
    "/p/%zz, 400",
    "/p/a%, 400",
    "/p/%00, 400",
    "/p/%0A, 400",
    "http://elsewhere/p/a, a",
    "'*', 404",
  })
  void segmentsAreDecodedOneByOne(String target, String answer) throws Exception {
    Application app = new Application();
    app.get("/p/{x}", request -> request.pathParameter("x"));
    assertThat(get(app, target)).isEqualTo(answer);
  }

  /** Routes, nested applications and files must not take them for different places. */
  @AsyncTest
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../x",
        "/..",
        "/.",
        "/a/../x",
        "/a/./x",
        "/a/..",
        "/%2e%2e/x",
        "/a/%2E./x",
        "/a/.%2e/x",
        "http://host/../x",
        "/shop/../x",
        "/shop/%2e%2e/x",
        "/shop/./x",
        "/shop/..",
        "/files/../x",
        "/files/%2e%2e/x",
        "/files/%2e/x",
        "/files/..?q=1",
      })
  void segmentsOfDotsAreRefusedEverywhere(String target, @TempDir Path folder) throws Exception {
    Application shop = new Application();
    shop.any("/{rest:path}", Request::path);
    Application app = new Application();
    app.any("/{rest:path}", Request::path);
    app.mount("/shop", shop);
    app.files("/files", folder);
    assertThat(get(app, target)).isEqualTo("400");
  }

  @AsyncTest
  void thePathIsForPeople() throws Exception {
    Application app = new Application();
    app.get("/{rest:path}", Request::path);
    assertThat(get(app, "/k%C3%A4se/a%2Fb/?x")).isEqualTo("/käse/a%2Fb/");
  }

  @AsyncTest
  void aWrongTypeIsNotThere() throws Exception {
    Application app = new Application();
    app.get("/products/{id:int}", request -> request.pathInt("id"));
    assertThat(get(app, "/products/tea")).isEqualTo("404");
    assertThat(get(app, "/products/7")).isEqualTo("7");
  }

  @AsyncTest
  void methodsHaveTheirOwnRoutes() throws Exception {
    Application app = new Application();
    app.get("/a", _ -> "get");
    app.post("/a", _ -> "post");
    app.put("/a", _ -> "put");
    app.patch("/a", _ -> "patch");
    app.delete("/a", _ -> "delete");
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/a").text()).isEqualTo("get");
      assertThat(client.post("/a", Body.EMPTY).text()).isEqualTo("post");
      assertThat(client.put("/a", Body.EMPTY).text()).isEqualTo("put");
      assertThat(client.patch("/a", Body.EMPTY).text()).isEqualTo("patch");
      assertThat(client.delete("/a").text()).isEqualTo("delete");
    }
  }

  @AsyncTest
  void getAnswersHeadWithoutTheBody() throws Exception {
    Application app = new Application();
    app.get("/a", _ -> "four");
    app.get("/b", _ -> "get");
    app.head("/b", _ -> Response.NO_CONTENT);
    try (TestClient client = TestClient.start(app)) {
      TestResponse response = client.head("/a");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(response.bytes()).isEmpty();
      assertThat(client.head("/b").status()).isEqualTo(204);
    }
  }

  @AsyncTest
  void anotherMethodIsToldWhichThereAre() throws Exception {
    Application app = new Application();
    app.get("/a", _ -> "get");
    app.post("/{x}", _ -> "post");
    try (TestClient client = TestClient.start(app)) {
      TestResponse refused = client.delete("/a");
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
      assertThat(client.post("/a", Body.EMPTY).text()).isEqualTo("post");
      TestResponse options = client.options("/b");
      assertThat(options.status()).isEqualTo(204);
      assertThat(options.header("Allow")).isEqualTo("OPTIONS, POST");
      assertThat(client.options("/a/b").status()).isEqualTo(404);
    }
  }

  @AsyncTest
  void anyTakesWhatHasNoRouteOfItsOwn() throws Exception {
    Application app = new Application();
    app.any("/a", request -> "any " + request.method());
    app.get("/a", _ -> "get");
    app.options("/b", _ -> "mine");
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/a").text()).isEqualTo("get");
      assertThat(client.request(TestRequest.of("PURGE", "/a")).text()).isEqualTo("any PURGE");
      assertThat(client.options("/a").text()).isEqualTo("any OPTIONS");
      assertThat(client.options("/b").text()).isEqualTo("mine");
    }
  }

  // ---- mounted applications

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "/shop/7, root of 7",
    "/shop/7/, root of 7",
    "/shop/7/tea, tea of 7",
    "/shop/7/help, help",
    "/shop/7/nothing, 404",
    "/shop/x/tea, 404",
    "/shop, 404",
  })
  void aMountedApplicationSeesTheRestOfThePath(String target, String answer) throws Exception {
    Application shop = new Application();
    shop.get("/", request -> "root of " + request.pathInt("shop"));
    shop.get(
        "/{item}", request -> request.pathParameter("item") + " of " + request.pathInt("shop"));
    shop.get("/nothing", _ -> null);
    Application app = new Application();
    app.mount("/shop/{shop:int}", shop);
    app.get("/shop/{shop:int}/help", _ -> "help");
    assertThat(get(app, target)).isEqualTo(answer);
  }

  @AsyncTest
  void anApplicationMayBeMountedAtTheRoot() throws Exception {
    Application pages = new Application();
    pages.get("/", _ -> "home");
    pages.get("/about", _ -> "about");
    Application app = new Application();
    app.mount("/", pages);
    app.get("/api", _ -> "api");
    assertThat(get(app, "/")).isEqualTo("home");
    assertThat(get(app, "/about")).isEqualTo("about");
    assertThat(get(app, "/api")).isEqualTo("api");
  }

  // ---- registration

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "products | must start with /",
        "/a{b} | parameters that are whole segments, such as /{name}/; this one is '/a{b}', see"
            + " 'a{b}'",
        "/{ | whole segments",
        "/{} | whole segments",
        "/{a:date} | types int, long, uuid, string and path",
        "/{a}/{a} | two parameters of one name",
        "/{a:path}/b | must end with its parameter of type path",
        "/a/../b | without dots",
        "/a?b=c | without dots, queries",
        "/k%C3%A4se | percent signs",
      })
  void badPathsAreRefused(String path, String message) {
    Application app = new Application();
    assertThatThrownBy(() -> app.get(path, _ -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a, a request could not tell GET /a from GET /a",
    "/{a}, /{b}, a request could not tell GET /{b} from GET /{a}",
    "/{a:path}, /{b:path}, a request could not tell GET /{b:path} from GET /{a:path}",
    "/{a:int}, /{b:long}, a parameter is either int or long",
  })
  void ambiguousRoutesAreRefused(String first, String second, String message) {
    Application app = new Application();
    app.get(first, _ -> "");
    app.post(first, _ -> "");
    assertThatThrownBy(() -> app.get(second, _ -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void badMountsAreRefused() {
    Application app = new Application();
    Application other = new Application();
    assertThatThrownBy(() -> app.mount("/a/", other)).hasMessageContaining("end with a slash");
    assertThatThrownBy(() -> app.mount("/a", app)).hasMessageContaining("mounted in one place");
    app.mount("/a", other);
    assertThatThrownBy(() -> app.mount("/b", other)).hasMessageContaining("mounted in one place");
    assertThatThrownBy(() -> app.mount("/a", new Application()))
        .hasMessageContaining("could not tell the application at /a from that at /a");
    assertThatThrownBy(() -> other.mount("/c", app)).hasMessageContaining("mounted in one place");
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {"missing", "text"})
  void parametersAreAskedForAsDeclared(String name) throws Exception {
    Application app = new Application();
    Throwable[] thrown = new Throwable[1];
    app.get(
        "/{text}",
        request -> {
          try {
            return request.pathInt(name);
          } catch (IllegalArgumentException e) {
            thrown[0] = e;
            return "";
          }
        });
    get(app, "/7");
    assertThat(thrown[0])
        .hasMessageContaining(
            name.equals("text")
                ? "the route must declare this parameter as {text:int}"
                : "the route has the parameters [text], and not 'missing'");
  }
}
