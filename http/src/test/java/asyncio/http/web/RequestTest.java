package asyncio.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.http.Body;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestRequest;
import asyncio.http.testing.TestResponse;
import asyncio.testing.AsyncTest;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;

class RequestTest {

  record Product(String name, int price) {}

  private static TestResponse ask(Handler handler, TestRequest request) throws Exception {
    Application app = new Application();
    app.any("/{rest:path}", handler);
    try (TestClient client = TestClient.start(app)) {
      return client.request(request);
    }
  }

  private static TestResponse get(Handler handler, String target, String... headers)
      throws Exception {
    return ask(handler, TestRequest.of("GET", target).withHeaders(headers));
  }

  private static TestResponse post(Handler handler, Body body) throws Exception {
    return ask(handler, TestRequest.of("POST", "/").withBody(body));
  }

  @AsyncTest
  void theQueryIsDecoded() throws Exception {
    Handler all = request -> request.query().asMap();
    assertThat(get(all, "/?q=k%C3%A4se+tee&q=2&x").text())
        .isEqualTo("{\"q\":[\"käse tee\",\"2\"],\"x\":[\"\"]}");
    assertThat(get(all, "/").text()).isEqualTo("{}");
    assertThat(get(all, "/?q=%zz").status()).isEqualTo(400);
    assertThat(get(all, "/?q=%C3%28").status()).isEqualTo(400);
  }

  @AsyncTest
  void headersAndCookies() throws Exception {
    assertThat(get(request -> request.headers().get("accept"), "/", "Accept", "a").text())
        .isEqualTo("a");
    Handler cookies = Request::cookies;
    assertThat(get(cookies, "/", "Cookie", "a=1; b=x; a=2").text())
        .isEqualTo("{\"a\":\"1\",\"b\":\"x\"}");
    assertThat(get(cookies, "/").text()).isEqualTo("{}");
  }

  // ---- JSON

  @AsyncTest
  void jsonBecomesAValue() throws Exception {
    Handler price = request -> request.json(Product.class).price();
    assertThat(post(price, Body.json(new Product("tea", 3))).text()).isEqualTo("3");
    Handler sum =
        request ->
            request.json(new TypeReference<List<Integer>>() {}).stream().mapToInt(i -> i).sum();
    assertThat(post(sum, Body.json(List.of(1, 2))).text()).isEqualTo("3");
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "application/json, '{', 400",
    "application/json, '{\"name\":\"tea\",\"price\":\"x\"}', 400",
    "application/json, null, 400",
    "application/json, '', 400",
    "application/json; charset=utf-8, '{\"name\":\"tea\",\"price\":3}', 200",
    "application/vnd.shop+json, '{\"name\":\"tea\",\"price\":3}', 200",
    "text/plain, '{\"name\":\"tea\",\"price\":3}', 415",
    "application/x-www-form-urlencoded, a=b, 415",
  })
  void whatIsNoJsonIsRefused(String contentType, String body, int status) throws Exception {
    TestResponse response =
        post(request -> request.json(Product.class), Body.of(body.getBytes(UTF_8), contentType));
    assertThat(response.status()).isEqualTo(status);
  }

  @AsyncTest
  void theClientLearnsWhereItsJsonIsWrongAndNothingOfOurClasses() throws Exception {
    TestResponse response =
        post(
            request -> request.json(new TypeReference<List<Product>>() {}),
            Body.of("[{\"name\":\"tea\",\n\"price\":\"x\"}]".getBytes(UTF_8), "application/json"));
    assertThat(response.text())
        .contains("see '0.price', line 2, column 9")
        .doesNotContain("asyncio", "java", "Product", "int");
  }

  // ---- bodies

  @AsyncTest
  void aBodyReadAsAWholeHasALimit() throws Exception {
    Handler length = request -> request.body().bytes().length;
    assertThat(post(length, Body.of(new byte[1 << 20])).text()).isEqualTo("1048576");
    assertThat(post(length, Body.of(new byte[(1 << 20) + 1])).status()).isEqualTo(413);
    assertThat(post(length, Body.stream(List.of(new byte[1 << 20], new byte[1]))).status())
        .isEqualTo(413);
    assertThat(post(request -> request.body(10).text(), Body.text("12345678901")).status())
        .isEqualTo(413);
    assertThat(post(request -> request.body(11).text(), Body.text("12345678901")).text())
        .isEqualTo("12345678901");
  }

  @AsyncTest
  void aBodyIsReadAsItComes() throws Exception {
    Body slow =
        Body.stream(
            Asyncio.<byte[], Void>generator(
                out -> {
                  for (int i = 1; i <= 3; i++) {
                    Asyncio.sleep(Asyncio.seconds(10));
                    out.yield(new byte[i]);
                  }
                }));
    Handler times =
        request ->
            request.body().chunks().stream()
                .map(chunk -> chunk.length + " at " + Asyncio.getRunningLoop().time())
                .toList();
    assertThat((Object) post(times, slow).json(List.class))
        .isEqualTo(List.of("1 at 10.0", "2 at 20.0", "3 at 30.0"));
  }

  // ---- ids

  @AsyncTest
  @ParameterizedTest
  @CsvSource({"abc-1._Z, true", "a b, false", "'', false", "a\"b, false"})
  void aSaneIdIsTakenOver(String received, boolean taken) throws Exception {
    TestResponse response =
        get(request -> request.id() + " " + Request.ID.get(), "/", "X-Request-Id", received);
    String id = response.header("X-Request-Id");
    assertThat(response.text()).isEqualTo(id + " " + id);
    assertThat(id.equals(received)).isEqualTo(taken);
    assertThat(id).matches("[0-9a-zA-Z._-]{8,64}");
  }

  @AsyncTest
  void aLongIdIsReplacedAndTasksSeeTheirs() throws Exception {
    Handler inTask = _ -> Asyncio.createTask(() -> Request.ID.get()).await();
    TestResponse response = get(inTask, "/", "X-Request-Id", "x".repeat(65));
    assertThat(response.text()).hasSize(16).isEqualTo(response.header("X-Request-Id"));
  }

  // ---- proxies

  private static String client(TestRequest request, String... trusted) throws Exception {
    Application app = new Application();
    app.trustProxies(trusted);
    Application mounted = new Application();
    mounted.get(
        "/",
        asked ->
            (asked.remoteAddress() == null ? "?" : asked.remoteAddress().getHostAddress())
                + " "
                + asked.scheme()
                + " "
                + asked.host());
    app.mount("/", mounted);
    try (TestClient client = TestClient.start(app)) {
      return client.request(request).text();
    }
  }

  private static TestRequest forwarded(String peer, String forwardedFor) {
    return TestRequest.of("GET", "/")
        .from(new InetSocketAddress(peer, 1234))
        .withHeaders(
            "X-Forwarded-For", forwardedFor,
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "shop.example");
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | 1.2.3.4 | 1.2.3.4 https shop.example",
        "10.0.0.1 | 6.6.6.6, 1.2.3.4 | 1.2.3.4 https shop.example",
        "10.0.0.1 | 1.2.3.4, 10.0.0.2 | 1.2.3.4 https shop.example",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3 https shop.example",
        "10.0.0.1 | 2001:db8:0:0:0:0:0:1 | 2001:db8:0:0:0:0:0:1 https shop.example",
        "10.0.0.1 | 6.6.6.6, garbage | 10.0.0.1 https shop.example",
        "9.9.9.9 | 1.2.3.4 | 9.9.9.9 http localhost",
      })
  void onlyTrustedProxiesAreBelieved(String peer, String forwardedFor, String expected)
      throws Exception {
    assertThat(client(forwarded(peer, forwardedFor), "10.0.0.0/8")).isEqualTo(expected);
  }

  @AsyncTest
  void proxiesByUnixSocketsAreTrustedByWord() throws Exception {
    TestRequest request =
        forwarded("10.0.0.1", "1.2.3.4").from(UnixDomainSocketAddress.of("/run/app"));
    assertThat(client(request, "unix")).isEqualTo("1.2.3.4 https shop.example");
    assertThat(client(request)).isEqualTo("? http localhost");
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThatThrownBy(() -> new Application().trustProxies("somewhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this one is 'somewhere'");
  }

  // ---- attributes

  @AsyncTest
  void whatNobodyAttachedIsNotThere() throws Exception {
    Key<Map<String, Integer>> key = Key.named("prices");
    Application app = new Application();
    app.onError(IllegalStateException.class, (failure, _) -> String.valueOf(failure.getMessage()));
    app.get("/", request -> request.get(key));
    try (TestClient client = TestClient.start(app)) {
      assertThat(client.get("/").text()).startsWith("there is nothing for the key 'prices'");
    }
  }
}
