package asyncio.http.client;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import asyncio.http.Body;
import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.TooLargeException;
import asyncio.http.testing.FakeServer;
import asyncio.http.testing.RecordedRequest;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses, over a network in memory and in virtual time. */
class ClientSessionTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 5\n\nhello";

  record Product(String name, int price) {}

  private SimulatedNetwork network;

  @BeforeEach
  void network() {
    network = SimulatedNetwork.install();
  }

  private static FakeServer server() throws Exception {
    return FakeServer.start("localhost", 80);
  }

  private static RecordedRequest only(FakeServer server) {
    assertThat(server.requests()).hasSize(1);
    return server.requests().getFirst();
  }

  // ---- the request

  @AsyncTest
  void aGetIsAnswered() throws Exception {
    try (FakeServer server = server().answer(HELLO);
        ClientSession session = new ClientSession();
        ClientResponse response = session.get("http://localhost/path?a=b")) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.reason()).isEqualTo("OK");
      assertThat(response.headers().get("content-type")).isEqualTo("text/plain");
      assertThat(response.text()).isEqualTo("hello");
      assertThat(only(server).target()).isEqualTo("/path?a=b");
      assertThat(only(server).head().headers().toString())
          .isEqualTo(
              "[Host: localhost, User-Agent: asyncio-http, Accept: */*,"
                  + " Accept-Encoding: gzip, deflate]");
    }
  }

  @AsyncTest
  void everyVerbIsSent() throws Exception {
    try (FakeServer server = server().otherwise("HTTP/1.1 204 No Content\n\n");
        ClientSession session = new ClientSession()) {
      String url = "http://localhost/";
      session.get(url).close();
      session.head(url).close();
      session.options(url).close();
      session.delete(url).close();
      session.post(url, Body.text("a")).close();
      session.put(url, Body.text("b")).close();
      session.patch(url, Body.text("c")).close();
      assertThat(server.requests())
          .map(request -> request.method() + request.text())
          .containsExactly("GET", "HEAD", "OPTIONS", "DELETE", "POSTa", "PUTb", "PATCHc");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked", "X: y"})
  void theAnswerToHeadEndsWithItsHead(String framing) throws Exception {
    try (FakeServer server = server().otherwise("HTTP/1.1 200 OK\n" + framing + "\n\n");
        ClientSession session = new ClientSession()) {
      for (int i = 0; i < 2; i++) {
        try (ClientResponse response = session.head("http://localhost/")) {
          assertThat(response.bytes()).isEmpty();
        }
      }
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void aRequestIsFilledIn() throws Exception {
    try (FakeServer server = server().answer(HELLO);
        ClientSession session =
            ClientSession.builder().headers("Accept", "text/html", "X-Team", "a").build()) {
      session
          .request("GET", "http://localhost/search?x=1")
          .param("q", "green tea & more")
          .params(Map.of("page", 2))
          .header("Accept", "text/csv")
          .cookie("id", "42")
          .send()
          .close();
      assertThat(only(server).target()).isEqualTo("/search?x=1&q=green+tea+%26+more&page=2");
      assertThat(only(server).header("accept")).isEqualTo("text/csv");
      assertThat(only(server).header("x-team")).isEqualTo("a");
      assertThat(only(server).header("cookie")).isEqualTo("id=42");
    }
  }

  @AsyncTest
  void requestsThatCouldHaveABodySayThatTheyHaveNone() throws Exception {
    try (FakeServer server = server().otherwise(HELLO);
        ClientSession session = new ClientSession()) {
      session.post("http://localhost/").close();
      session.put("http://localhost/").close();
      session.patch("http://localhost/").close();
      session.delete("http://localhost/").close();
      assertThat(server.requests())
          .map(RecordedRequest::method, request -> request.header("content-length"))
          .containsExactly(
              tuple("POST", "0"), tuple("PUT", "0"), tuple("PATCH", "0"), tuple("DELETE", null));
      assertThat(server.requests())
          .allMatch(request -> !request.head().headers().contains("content-type"));
    }
  }

  @AsyncTest
  void headersOfTheSessionAreSentOnce() throws Exception {
    try (FakeServer server = server().answer(HELLO);
        ClientSession session =
            ClientSession.builder()
                .headers("Host", "example.org", "Content-Type", "text/x", "Authorization", "own")
                .credentials(Credentials.basic("me", "secret"))
                .build()) {
      session.post("http://localhost/", Body.text("a")).close();
      Headers sent = only(server).head().headers();
      assertThat(sent.all("host")).containsExactly("example.org");
      assertThat(sent.all("content-type")).containsExactly("text/x");
      assertThat(sent.all("authorization")).containsExactly("Basic bWU6c2VjcmV0");
    }
  }

  @AsyncTest
  void headersOfTheSessionThatAreAboutABodyGoWithABodyOnly() throws Exception {
    try (FakeServer server = server().otherwise(HELLO);
        ClientSession session =
            ClientSession.builder()
                .headers("Expect", "100-continue", "Content-Type", "a/b", "CONTENT-LANGUAGE", "de")
                .build()) {
      session.get("http://localhost/").close();
      session.post("http://localhost/", Body.text("a")).close();
      session.request("POST", "http://localhost/").header("Content-Type", "c/d").send().close();
      assertThat(server.requests())
          .map(
              request -> request.header("expect"),
              request -> request.header("content-type"),
              request -> request.header("content-language"))
          .containsExactly(
              tuple(null, null, null),
              tuple("100-continue", "a/b", "de"),
              tuple(null, "c/d", null));
    }
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "/a/../b?c=/../d, /b?c=/../d",
    "/a/b/./../c, /a/c",
    "/a/.., /",
    "/a/., /a/",
    "/../../a, /a",
    "../../a, /a",
    "/a//../b, /a/b",
    "/a/%2e%2E/b, /b",
    "/.../..a/.b, /.../..a/.b",
    "http://localhost/a/../b, /b",
    "http://localhost/.., /",
  })
  void segmentsOfDotsAreResolved(String url, String target) throws Exception {
    try (FakeServer server = server().answer(HELLO);
        ClientSession session = ClientSession.builder().baseUrl("http://localhost/x/").build()) {
      session.get(url).close();
      assertThat(only(server).target()).isEqualTo(target);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "http://localhost/api,    ?x=1,  /api?x=1",
    "http://localhost/a/b?x=1, ?y=2, /a/b?y=2",
    "http://localhost/api?x=1, '',   /api?x=1",
    "http://localhost/api?x=1, #a,   /api?x=1",
    "http://localhost,         ?x=1, /?x=1",
    "http://localhost,         api,  /api",
  })
  void queriesAloneBelongToTheBaseItself(String base, String url, String target) throws Exception {
    try (FakeServer server = server().answer(HELLO);
        ClientSession session = ClientSession.builder().baseUrl(base).build()) {
      session.get(url).close();
      assertThat(only(server).target()).isEqualTo(target);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(strings = {"http://my_service:8080/", "http://me:secret@my_service:8080/"})
  void aHostMayHaveAnUnderscore(String url) throws Exception {
    FakeServer[] started = new FakeServer[1];
    network.host("my_service").run(() -> started[0] = FakeServer.start("my_service", 8080));
    try (FakeServer server =
            started[0].answer(
                "HTTP/1.1 302 Found\nLocation: ?x=1\nSet-Cookie: a=b\nContent-Length: 0\n\n");
        ClientSession session = new ClientSession()) {
      server.answer(HELLO);
      session.get(url).close();
      assertThat(server.requests())
          .map(RecordedRequest::target, request -> request.header("host"))
          .containsExactly(tuple("/", "my_service:8080"), tuple("/?x=1", "my_service:8080"));
      assertThat(server.requests().getLast().header("cookie")).as("it is no domain").isNull();
    }
  }

  @AsyncTest
  void relativeAddressesAreRelativeToTheBase() throws Exception {
    try (FakeServer server = server().otherwise(HELLO);
        ClientSession session =
            ClientSession.builder().baseUrl("http://localhost/api/v1/").build()) {
      session.get("users?x=ü").close();
      session.get("/root").close();
      assertThat(server.requests())
          .map(RecordedRequest::target)
          .containsExactly("/api/v1/users?x=%C3%BC", "/root");
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(
      strings = {
        "python://example",
        "ftp://a/b",
        "localhost",
        "",
        "http://",
        "http:///x",
        "http://a_b:c/",
        "http://a_b:99999/",
        "https://a_b/"
      })
  void anAddressWithoutAWayIsRefusedAtTheCall(String url) {
    try (ClientSession session = new ClientSession()) {
      assertThatThrownBy(() -> session.get(url))
          .isInstanceOf(InvalidUrlException.class)
          .hasMessageContaining("'" + url + "' is no address for a request");
    }
  }

  @AsyncTest
  void lengthsAreTheSessionsToWrite() throws Exception {
    try (ClientSession session = new ClientSession()) {
      assertThatThrownBy(
              () -> session.request("GET", "http://localhost/").header("content-length", "3"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("give a body of that length");
    }
  }

  // ---- bodies of requests

  @AsyncTest
  void jsonGoesBothWays() throws Exception {
    try (FakeServer server =
            server()
                .answer("HTTP/1.1 200 OK\nContent-Length: 24\n\n{\"name\":\"tea\",\"price\":3} ");
        ClientSession session = new ClientSession();
        ClientResponse response =
            session.post("http://localhost/", Body.json(new Product("tea", 2)))) {
      assertThat(only(server).text()).isEqualTo("{\"name\":\"tea\",\"price\":2}");
      assertThat(only(server).header("content-type")).isEqualTo("application/json");
      assertThat(response.json(Product.class)).isEqualTo(new Product("tea", 3));
    }
  }

  @AsyncTest
  void aFileIsSent(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "x".repeat(100_000));
    try (FakeServer server = server().answer(HELLO);
        ClientSession session = new ClientSession()) {
      session.put("http://localhost/", Body.file(file)).close();
      assertThat(only(server).text()).isEqualTo("x".repeat(100_000));
      assertThat(only(server).header("content-length")).isEqualTo("100000");
      assertThat(only(server).header("content-type")).isEqualTo("text/plain");
    }
  }

  @AsyncTest
  void aStreamIsSentInChunksWhileItGrows() throws Exception {
    try (FakeServer server = server().answer(HELLO);
        ClientSession session = new ClientSession()) {
      Body body =
          Body.streaming(
              "text/plain",
              sink -> {
                for (int i = 0; i < 3; i++) {
                  sleep(seconds(1));
                  sink.write("part " + i + "\n", StandardCharsets.UTF_8);
                }
              });
      session.post("http://localhost/", body).close();
      assertThat(only(server).text()).isEqualTo("part 0\npart 1\npart 2\n");
      assertThat(only(server).header("transfer-encoding")).isEqualTo("chunked");
    }
  }

  @AsyncTest
  void aServerThatSendsBackWhatItGetsDoesNotWaitForEver() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nContent-Length: 3000000\n\n");
                      peer.connection().writer().send(peer.readBody());
                    });
        ClientSession session = new ClientSession();
        ClientResponse response = session.post("http://localhost/", Body.of(new byte[3_000_000]))) {
      assertThat(response.bytes()).hasSize(3_000_000);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void aServerMayRefuseALargeBodyBeforeItHasComeWhole() throws Exception {
    try (FakeServer _ =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 413 Content Too Large\nContent-Length: 2\n\nno");
                      sleep(seconds(1));
                      peer.abort();
                    });
        ClientSession session = new ClientSession();
        ClientResponse response =
            session.post("http://localhost/", Body.of(new byte[50_000_000]))) {
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.text()).isEqualTo("no");
      assertThat(session.idleConnections()).isZero();
    }
  }

  @AsyncTest
  void aBodyThatFailsIsTheFailureOfTheRequest() throws Exception {
    try (FakeServer _ = server().otherwise(HELLO);
        ClientSession session = new ClientSession()) {
      Body body =
          Body.streaming(
              "text/plain",
              _ -> {
                sleep(seconds(1));
                throw new IllegalStateException("no more tea");
              });
      assertThatThrownBy(() -> session.post("http://localhost/", body))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no more tea");
      assertThat(session.connectionsInUse()).isZero();
    }
  }

  @AsyncTest
  void aFileThatIsNotThereIsTold(@TempDir Path folder) throws Exception {
    try (FakeServer server = server().otherwise(HELLO);
        ClientSession session = new ClientSession()) {
      session.get("http://localhost/").close();
      assertThatThrownBy(
              () -> session.put("http://localhost/", Body.file(folder.resolve("missing"))))
          .isInstanceOf(NoSuchFileException.class);
      assertThat(session.connectionsInUse()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  // ---- bodies of responses

  @AsyncTest
  void aBodyIsReadPieceByPieceAsItComes() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
                      for (String line : List.of("ab\ncd", "e\nf", "\n")) {
                        sleep(seconds(1));
                        peer.send(Integer.toHexString(line.length()) + "\r\n" + line + "\r\n");
                      }
                      peer.send("0\r\n\r\n");
                    });
        ClientSession session = new ClientSession();
        ClientResponse response = session.get("http://localhost/")) {
      List<String> lines = new ArrayList<>();
      response.body().lines().forEach(lines::add);
      assertThat(lines).containsExactly("ab", "cde", "f");
      assertThat(server.requests()).hasSize(1);
      assertThat(session.idleConnections()).isEqualTo(1);
    }
  }

  @AsyncTest
  void aBodyThatEndsWithTheConnectionIsReadToItsEnd() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\n\nall of it");
                      peer.close();
                    });
        ClientSession session = new ClientSession();
        ClientResponse response = session.get("http://localhost/")) {
      assertThat(response.text()).isEqualTo("all of it");
      assertThat(session.idleConnections()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aBodyIsSavedWithProgress(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("saved");
    List<Long> progress = new ArrayList<>();
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nContent-Length: 6\n\nabc");
                      sleep(seconds(1));
                      peer.send("def");
                    });
        ClientSession session = new ClientSession();
        ClientResponse response = session.get("http://localhost/")) {
      response.body().saveTo(file, (bytes, _) -> progress.add(bytes));
      assertThat(progress).containsExactly(3L, 6L);
      assertThat(file).hasContent("abcdef");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aBodyThatIsTooLargeAsAWholeIsRefused() throws Exception {
    try (FakeServer server = server().answer(HELLO);
        ClientSession session = ClientSession.builder().maxBodyBytes(4).build();
        ClientResponse response = session.get("http://localhost/")) {
      assertThatThrownBy(response::text).isInstanceOf(TooLargeException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aBodyThatIsCutOffIsBroken() throws Exception {
    try (FakeServer server =
            server()
                .answer(
                    peer -> {
                      peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
                      peer.close();
                    });
        ClientSession session = new ClientSession();
        ClientResponse response = session.get("http://localhost/")) {
      assertThatThrownBy(response::text)
          .isInstanceOf(BrokenMessageException.class)
          .hasMessageContaining("after 3 bytes");
      assertThat(session.connectionsInUse()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @AsyncTest
  void aStatusCanBeRaised() throws Exception {
    try (FakeServer server = server().otherwise("HTTP/1.1 404 Not Found\nX-A: b\n\n");
        ClientSession session = ClientSession.builder().raiseForStatus(true).build()) {
      assertThatThrownBy(() -> session.get("http://localhost/a"))
          .isInstanceOfSatisfying(
              StatusException.class,
              e -> {
                assertThat(e.status()).isEqualTo(404);
                assertThat(e.headers().get("x-a")).isEqualTo("b");
              })
          .hasMessage("GET http://localhost/a was answered with 404 Not Found");
      session.request("GET", "http://localhost/a").raiseForStatus(false).send().close();
      assertThat(server.requests()).hasSize(2);
    }
  }

  // ---- the end

  @AsyncTest
  void aClosedSessionMakesNoRequests() throws Exception {
    ClientSession session = new ClientSession();
    session.close();
    session.close();
    assertThatThrownBy(() -> session.get("http://localhost/"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the session is closed");
  }

  @AsyncTest
  @SuppressWarnings("try") // closed in the middle, and again
  void requestsUnderWayFailWhenTheSessionIsClosed() throws Exception {
    try (FakeServer server = server().answer(_ -> sleep(seconds(100)));
        ClientSession session = new ClientSession()) {
      gather(
          () ->
              assertThatThrownBy(() -> session.get("http://localhost/"))
                  .hasMessageContaining("the session was closed meanwhile"),
          () -> {
            sleep(seconds(1));
            session.close();
            assertThat(server.requests()).hasSize(1);
          });
    }
  }
}
