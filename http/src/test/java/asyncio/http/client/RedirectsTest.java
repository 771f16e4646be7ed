package asyncio.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import asyncio.http.Body;
import asyncio.http.Header;
import asyncio.http.HttpException;
import asyncio.http.testing.FakeServer;
import asyncio.http.testing.RecordedRequest;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where redirects lead, with what, and what is not told on the way. */
class RedirectsTest {

  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
  private static final String URL = "http://localhost/start";

  @BeforeEach
  void network() {
    SimulatedNetwork.install();
  }

  private static FakeServer server() throws Exception {
    return FakeServer.start("localhost", 80);
  }

  private static String redirect(int status, String location) {
    return "HTTP/1.1 " + status + " Elsewhere\nLocation: " + location + "\nContent-Length: 0\n\n";
  }

  @AsyncTest
  void redirectsAreFollowedAndRemembered() throws Exception {
    try (FakeServer server =
            server()
                .answer(redirect(302, "/second?x=1#part"))
                .answer(redirect(301, "third"))
                .answer(OK);
        ClientSession session = new ClientSession();
        ClientResponse response = session.get(URL)) {
      assertThat(response.text()).isEqualTo("ok");
      assertThat(response.url()).isEqualTo(URI.create("http://localhost/third"));
      assertThat(response.history())
          .map(Redirect::toString)
          .containsExactly(
              "http://localhost/start 302 Elsewhere", "http://localhost/second?x=1 301 Elsewhere");
      assertThat(server.requests())
          .map(RecordedRequest::target)
          .containsExactly("/start", "/second?x=1", "/third");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "301, POST, GET, ''",
    "302, POST, GET, ''",
    "302, PUT, PUT, body",
    "303, POST, GET, ''",
    "303, PUT, GET, ''",
    "303, HEAD, HEAD, ''",
    "307, POST, POST, body",
    "308, PUT, PUT, body"
  })
  void theMethodFollowsTheRules(int status, String method, String then, String body)
      throws Exception {
    try (FakeServer server = server().answer(redirect(status, "/next")).answer(OK);
        ClientSession session = new ClientSession()) {
      session
          .request(method, URL)
          .body(method.equals("HEAD") ? Body.EMPTY : Body.text("body"))
          .send()
          .close();
      RecordedRequest next = server.requests().getLast();
      assertThat(next.method()).isEqualTo(then);
      assertThat(next.text()).isEqualTo(body);
      assertThat(next.header("content-type") == null).isEqualTo(body.isEmpty());
    }
  }

  @AsyncTest
  void withTheBodyGoesAllThatWasSaidAboutIt() throws Exception {
    try (FakeServer server = server().answer(redirect(303, "/next")).answer(OK);
        ClientSession session =
            ClientSession.builder().headers("Content-Language", "de", "X-Team", "a").build()) {
      session
          .request("POST", URL)
          .header("Content-Disposition", "inline")
          .header("Content-MD5", "x")
          .header("X-Kept", "yes")
          .expectContinue()
          .body(Body.text("body"))
          .send()
          .close();
      assertThat(server.requests().getFirst().head().headers().lines())
          .map(Header::name)
          .contains("Content-Language", "Content-Disposition", "Content-MD5", "Expect");
      assertThat(server.requests().getLast().head().headers().lines())
          .map(Header::name)
          .containsExactly("Host", "User-Agent", "Accept", "Accept-Encoding", "X-Team", "X-Kept");
    }
  }

  @AsyncTest
  void secretsStayWithTheirOrigin() throws Exception {
    try (FakeServer server = server().answer(redirect(302, "http://localhost:81/")).answer(OK);
        FakeServer other =
            FakeServer.start("localhost", 81).answer(redirect(302, "http://localhost/back"));
        ClientSession session = ClientSession.builder().headers("Authorization", "own").build()) {
      session
          .request("GET", URL)
          .header("Proxy-Authorization", "secret")
          .header("X-Harmless", "yes")
          .cookie("id", "42")
          .send()
          .close();
      assertThat(server.requests().getFirst().header("authorization")).isEqualTo("own");
      assertThat(server.requests().getFirst().header("cookie")).isEqualTo("id=42");
      for (RecordedRequest later :
          List.of(other.requests().getFirst(), server.requests().getLast())) {
        assertThat(later.header("authorization")).isNull();
        assertThat(later.header("proxy-authorization")).isNull();
        assertThat(later.header("cookie")).isNull();
        assertThat(later.header("x-harmless")).isEqualTo("yes");
      }
    }
  }

  @AsyncTest
  void credentialsStayWithTheirOriginAsWell() throws Exception {
    try (FakeServer server = server().answer(redirect(307, "http://localhost:81/"));
        FakeServer other = FakeServer.start("localhost", 81).answer(OK);
        ClientSession session = new ClientSession()) {
      session.get("http://user:pass@localhost/").close();
      assertThat(server.requests().getFirst().header("authorization"))
          .isEqualTo("Basic dXNlcjpwYXNz");
      assertThat(other.requests().getFirst().header("authorization")).isNull();
    }
  }

  @AsyncTest
  void aNameGivenToTheFirstHostIsNoNameOfTheNext() throws Exception {
    try (FakeServer server =
            server().answer(redirect(307, "?x=1")).answer(redirect(307, "http://localhost:81/"));
        FakeServer other = FakeServer.start("localhost", 81).answer(OK);
        ClientSession session = new ClientSession()) {
      session.request("GET", URL).header("Host", "example.org").send().close();
      assertThat(server.requests())
          .map(RecordedRequest::target, request -> request.header("host"))
          .containsExactly(tuple("/start", "example.org"), tuple("/start?x=1", "example.org"));
      assertThat(other.requests().getFirst().header("host")).isEqualTo("localhost:81");
    }
  }

  @AsyncTest
  void theyEndSomewhere() throws Exception {
    try (FakeServer server = server().otherwise(redirect(302, "/start"));
        ClientSession session = new ClientSession()) {
      TooManyRedirectsException failure =
          catchThrowableOfType(TooManyRedirectsException.class, () -> session.get(URL));
      assertThat(failure).hasMessageStartingWith("more than 10 redirects");
      assertThat(failure.history()).hasSize(11);
      assertThat(server.requests()).hasSize(11);
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void theyCanBeLeftAlone() throws Exception {
    try (FakeServer server = server().answer(redirect(302, "/x"));
        ClientSession session = new ClientSession();
        ClientResponse response = session.request("GET", URL).followRedirects(false).send()) {
      assertThat(response.status()).isEqualTo(302);
      assertThat(response.history()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void oneWithoutALocationIsAResponse() throws Exception {
    try (FakeServer server = server().answer("HTTP/1.1 302 Found\nContent-Length: 0\n\n");
        ClientSession session = new ClientSession();
        ClientResponse response = session.get(URL)) {
      assertThat(response.status()).isEqualTo(302);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void oneToNowhereIsRefused() throws Exception {
    try (FakeServer server = server().answer(redirect(302, "ftp://localhost/"));
        ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.get(URL)).isInstanceOf(InvalidUrlException.class);
      assertThat(session.connectionsInUse()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aBodyThatCanBeSentOnceIsNotSentTwice() throws Exception {
    try (FakeServer server = server().answer(redirect(307, "/x"));
        ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.post(URL, Body.stream(List.of(new byte[] {1}))))
          .isInstanceOf(HttpException.class)
          .hasMessageContaining("can be sent once only");
      assertThat(server.requests()).hasSize(1);
    }
  }
}
