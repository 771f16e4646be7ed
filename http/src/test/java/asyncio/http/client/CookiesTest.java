package asyncio.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.testing.FakeServer;
import asyncio.http.testing.RecordedRequest;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cookies are kept, and where they go. */
class CookiesTest {

  private static final String SETS =
      "HTTP/1.1 200 OK\n"
          + "Set-Cookie: a=1; Path=/\n"
          + "Set-Cookie: b=2; Path=/deep\n"
          + "Content-Length: 0\n\n";

  @AsyncTest
  void aSessionKeepsCookies() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = FakeServer.start("localhost", 80).otherwise(SETS);
        ClientSession session = new ClientSession()) {
      session.get("http://localhost/").close();
      session.get("http://localhost/").close();
      session.request("GET", "http://localhost/deep/x").cookie("own", "3").send().close();
      assertThat(server.requests())
          .map(request -> String.valueOf(request.header("cookie")))
          .containsExactly("null", "a=1", "a=1; b=2; own=3");
    }
  }

  @AsyncTest
  void whatIsGivenStandsForWhatIsKeptInOneLine() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = FakeServer.start("localhost", 80).otherwise(SETS);
        ClientSession session = new ClientSession()) {
      session.get("http://localhost/").close();
      session
          .request("GET", "http://localhost/deep/")
          .header("Cookie", "x=\"7\"; b=8;; c=8")
          .header("Cookie", "d=8")
          .cookie("c", "9")
          .send()
          .close();
      assertThat(server.requests().getLast().head().headers().all("cookie"))
          .containsExactly("a=1; x=\"7\"; b=8; d=8; c=9");
    }
  }

  @AsyncTest
  void aRedirectMaySetOne() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server =
            FakeServer.start("localhost", 80)
                .answer(
                    "HTTP/1.1 302 Found\nLocation: /in\nSet-Cookie: id=7\nContent-Length: 0\n\n")
                .otherwise("HTTP/1.1 204 No Content\n\n");
        ClientSession session = new ClientSession()) {
      session.get("http://localhost/").close();
      assertThat(server.requests().getLast().header("cookie")).isEqualTo("id=7");
    }
  }

  @AsyncTest
  void aSessionCanIgnoreThem() throws Exception {
    SimulatedNetwork.install();
    try (FakeServer server = FakeServer.start("localhost", 80).otherwise(SETS);
        ClientSession session = ClientSession.builder().withoutCookies().build()) {
      session.get("http://localhost/").close();
      session.get("http://localhost/").close();
      assertThat(server.requests())
          .map(RecordedRequest::head)
          .noneMatch(head -> head.headers().contains("cookie"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "id=1, https://example.org/a, https://example.org/b, true",
    "id=1, https://example.org/a/, https://example.org/b, false",
    "id=1; Path=/, https://example.org/a/, http://example.org/b, true",
    "id=1; Path=/; Secure, https://example.org/, http://example.org/, false",
    "id=1, https://example.org/, https://www.example.org/, false",
    "id=1; Domain=example.org, https://example.org/, https://www.example.org/, true",
    "id=1; Domain=example.com, https://example.org/, https://example.com/, false",
    "id=1, http://1.2.3.4/, http://1.2.3.4/, true",
    "id=1; Domain=1.2.3.4, http://1.2.3.4/, http://1.2.3.4/, true",
    "id=1; Domain=3.4, http://1.2.3.4/, http://5.6.3.4/, false",
    "id=1; Domain=3.4, http://1.2.3.4/, http://1.2.3.4/, false",
    "id=1; Domain=[::1], http://[::1]/, http://[::1]/, true",
    "id=1; Domain=3.4], http://[::ffff:1.2.3.4]/, http://[::ffff:5.6.3.4]/, false",
    "id=1; Domain=v4.example, http://a.v4.example/, http://b.v4.example/, true",
    "id=1; Max-Age=0, https://example.org/, https://example.org/, false",
    "'id=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', https://example.org/, https://example.org/,"
        + " false"
  })
  void theRulesAreThoseOfTheStandard(String cookie, String from, String to, boolean goes) {
    CookieJar jar = new CookieJar();
    jar.add(URI.create(from), cookie);
    assertThat(jar.matching(URI.create(to)).containsKey("id")).isEqualTo(goes);
  }

  @Test
  void aJarCanBeEmptied() {
    CookieJar jar = new CookieJar();
    jar.add(URI.create("http://a/"), "x=y");
    assertThat(jar).hasToString("<CookieJar of 1>");
    jar.clear();
    assertThat(jar.matching(URI.create("http://a/"))).isEmpty();
    assertThat(jar.add(URI.create("http://a/"), "=;")).isFalse();
  }
}
