package asyncio.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import asyncio.http.Body;
import asyncio.http.testing.FakeServer;
import asyncio.http.testing.RecordedRequest;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** What is told about who asks. */
class CredentialsTest {

  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 0\n\n";
  private static final String URL = "http://localhost/a?b=c";

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private static FakeServer server() throws Exception {
    return FakeServer.start("localhost", 80);
  }

  private static String challenge(String more) {
    return "HTTP/1.1 401 Unauthorized\n"
        + "WWW-Authenticate: Basic realm=\"a, b\", Digest realm=\"box\", nonce=\"n1\""
        + more
        + "\nContent-Length: 0\n\n";
  }

  @AsyncTest
  void basicIsSentAtOnce() throws Exception {
    try (FakeServer server = server().otherwise(OK);
        ClientSession session =
            ClientSession.builder()
                .credentials(Credentials.basic("Aladdin", "open sesame"))
                .build()) {
      session.get(URL).close();
      session.request("GET", URL).credentials(Credentials.bearer("abc")).send().close();
      session.request("GET", URL).credentials(null).send().close();
      assertThat(server.requests())
          .map(request -> request.head().headers().getOrDefault("authorization", "none"))
          .containsExactly("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Bearer abc", "none");
    }
  }

  @AsyncTest
  void thoseOfTheBaseAddressAreForItsOriginOnly() throws Exception {
    try (FakeServer server = server().otherwise(OK);
        FakeServer other = FakeServer.start("localhost", 81).otherwise(OK);
        ClientSession session =
            ClientSession.builder().baseUrl("http://me:a%40b@localhost/api/").build()) {
      session.get("users").close();
      session.get("http://LOCALHOST:80/other").close();
      session.get("http://you:pw@localhost/").close();
      session.request("GET", "users").credentials(null).send().close();
      session.get("http://localhost:81/").close();
      assertThat(server.requests())
          .map(RecordedRequest::target, request -> request.header("authorization"))
          .containsExactly(
              tuple("/api/users", "Basic bWU6YUBi"),
              tuple("/other", "Basic bWU6YUBi"),
              tuple("/", "Basic eW91OnB3"),
              tuple("/api/users", null));
      assertThat(other.requests().getFirst().header("authorization")).isNull();
    }
  }

  @AsyncTest
  void digestIsSentWhenTheServerHasAsked() throws Exception {
    try (FakeServer server =
            server().answer(challenge(", qop=\"auth, auth-int\", opaque=\"o\"")).otherwise(OK);
        ClientSession session =
            ClientSession.builder().credentials(Credentials.digest("me", "secret")).build()) {
      session.post(URL, Body.text("body")).close();
      session.get(URL).close();
      assertThat(server.requests()).map(RecordedRequest::text).containsExactly("body", "body", "");
      assertThat(server.requests().get(0).header("authorization")).isNull();
      assertThat(server.requests().get(1).header("authorization"))
          .contains("username=\"me\", realm=\"box\", nonce=\"n1\", uri=\"/a?b=c\"")
          .contains("algorithm=MD5", "opaque=\"o\"", "qop=auth, nc=00000001");
      assertThat(server.requests().get(2).header("authorization")).contains("nc=00000002");
    }
  }

  @AsyncTest
  void aProxyMayAskForADigestAsWell() throws Exception {
    String challenge = challenge(", qop=auth").replace("401", "407").replace("WWW", "Proxy");
    HttpProxy proxy =
        new HttpProxy(URI.create("http://localhost:3128"), Credentials.digest("me", "secret"));
    try (FakeServer server =
            FakeServer.start("localhost", 3128)
                .answer(challenge)
                .answer(challenge("").replace("Basic realm=\"a, b\", ", ""))
                .otherwise(OK);
        ClientSession session =
            ClientSession.builder()
                .proxy(proxy)
                .credentials(Credentials.digest("you", "other"))
                .build();
        ClientResponse response = session.get("http://example.org/a")) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(server.requests())
          .map(request -> request.head().headers().getOrDefault("proxy-authorization", "none"))
          .satisfiesExactly(
              none -> assertThat(none).isEqualTo("none"),
              first -> assertThat(first).contains("uri=\"http://example.org/a\"", "nc=00000001"),
              second -> assertThat(second).contains("nc=00000002"));
      assertThat(server.requests().getLast().header("authorization"))
          .contains("username=\"you\"", "uri=\"/a\"");
    }
  }

  @AsyncTest
  void aProxyWithAWrongPasswordIsAskedTwice() throws Exception {
    String challenge = challenge("").replace("401", "407").replace("WWW", "Proxy");
    HttpProxy proxy =
        new HttpProxy(URI.create("http://localhost:3128"), Credentials.digest("me", "wrong"));
    try (FakeServer server = FakeServer.start("localhost", 3128).otherwise(challenge);
        ClientSession session = ClientSession.builder().proxy(proxy).build()) {
      assertThat(session.get("http://example.org/").status()).isEqualTo(407);
      assertThat(server.requests()).hasSize(2);
      assertThatThrownBy(() -> session.get("https://example.org/"))
          .isInstanceOf(CannotConnectException.class)
          .hasMessageContaining("does not accept our credentials");
      assertThat(server.requests()).hasSize(4);
    }
  }

  @AsyncTest
  void aWrongPasswordIsTriedOnce() throws Exception {
    try (FakeServer server = server().otherwise(challenge(""));
        ClientSession session = new ClientSession();
        ClientResponse response =
            session.request("GET", URL).credentials(Credentials.digest("me", "wrong")).send()) {
      assertThat(response.status()).isEqualTo(401);
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** The example of RFC 2617, section 3.5, without qop as RFC 2069 has it. */
  @AsyncTest
  void anOldServerGetsAnOldDigest() {
    Credentials credentials = Credentials.digest("Mufasa", "Circle Of Life");
    assertThat(
            credentials.learn(
                List.of(
                    "Digest realm=\"testrealm@host.com\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"")))
        .isTrue();
    assertThat(credentials.authorization("GET", "/dir/index.html"))
        .contains("response=\"670fd8c2df070c60b045671b8b24ff02\"");
  }

  /** The examples of RFC 7616, section 3.9.1, whose client nonce is given. */
  @AsyncTest
  void digestsAreThoseOfTheStandard() {
    DigestCredentials credentials = new DigestCredentials("Mufasa", "Circle of Life");
    String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    String challenge =
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
            + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"";
    credentials.learn(List.of(challenge.formatted("MD5")));
    assertThat(credentials.authorization("GET", "/dir/index.html", cnonce))
        .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
    credentials.learn(List.of(challenge.formatted("SHA-256")));
    assertThat(credentials.authorization("GET", "/dir/index.html", cnonce))
        .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
  }

  @AsyncTest
  void theStrongestDigestIsTaken() {
    DigestCredentials credentials = new DigestCredentials("a", "b");
    credentials.learn(
        List.of(
            "Digest realm=\"r\", nonce=\"1\", algorithm=MD5",
            "Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256",
            "Digest realm=\"r\", nonce=\"3\", algorithm=UNKNOWN"));
    assertThat(credentials.authorization("GET", "/")).contains("nonce=\"2\"");
  }

  @AsyncTest
  void secretsAreNotPrinted() {
    assertThat(Credentials.basic("me", "secret").toString()).doesNotContain("secret");
    assertThat(Credentials.digest("me", "secret").toString()).doesNotContain("secret");
    assertThat(Credentials.bearer("secret").toString()).doesNotContain("secret");
    assertThatThrownBy(() -> Credentials.basic("a:b", "c"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
