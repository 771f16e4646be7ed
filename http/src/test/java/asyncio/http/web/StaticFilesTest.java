package asyncio.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Body;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.ForwardingExchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestResponse;
import asyncio.testing.AsyncTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

  private static final Instant MODIFIED = Instant.parse("2024-01-02T03:04:05.123456789Z");
  private static final String MODIFIED_DATE = "Tue, 02 Jan 2024 03:04:05 GMT";

  @TempDir Path parent;
  private Path folder;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createDirectories(parent.resolve("public"));
    write("digits.txt", "0123456789");
    write("page.html", "<p>");
    write(".hidden", "secret");
    write("docs/index.html", "index");
    write("empty/.git/config", "secret");
    write("k\u00e4se tee.json", "{}");
    write("nothing.css", "");
    Files.writeString(parent.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("out.txt"), parent.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("up"), parent);
    Files.createSymbolicLink(folder.resolve("alias.txt"), folder.resolve("digits.txt"));
    Application app = new Application();
    app.files("/static", folder);
    client = TestClient.start(app);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
  }

  private String etag() throws Exception {
    return client.get("/static/digits.txt").header("ETag");
  }

  @AsyncTest
  void filesAreSentWithTheirKind() throws Exception {
    TestResponse response = client.get("/static/digits.txt");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("0123456789");
    assertThat(response.header("Content-Type")).startsWith("text/plain");
    assertThat(response.header("Last-Modified")).isEqualTo(MODIFIED_DATE);
    assertThat(response.header("ETag")).matches("\"[0-9a-f-]+\"");
    assertThat(response.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(client.get("/static/page.html").header("Content-Type")).startsWith("text/html");
    assertThat(client.get("/static/k%C3%A4se%20tee.json").text()).isEqualTo("{}");
    assertThat(client.get("/static/alias.txt").text()).isEqualTo("0123456789");
    assertThat(client.get("/static/nothing.css").bytes()).isEmpty();
    assertThat(client.head("/static/digits.txt").header("ETag")).isEqualTo(etag());
    assertThat(client.post("/static/digits.txt", Body.EMPTY).header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
  }

  /** So the server can send them without a copy. */
  @AsyncTest
  void theyAreHandedToTheServerAsFiles() throws Exception {
    List<String> sent = new ArrayList<>();
    Application app = new Application();
    app.files("/static", folder);
    HttpApplication recording = exchange -> app.serve(new RecordingExchange(exchange, sent));
    try (TestClient recorded = TestClient.start(recording)) {
      assertThat(recorded.get("/static/digits.txt").text()).isEqualTo("0123456789");
      assertThat(recorded.get("/static/digits.txt", "Range", "bytes=2-4").text()).isEqualTo("234");
    }
    assertThat(sent).containsExactly("file: 10 from 0", "file: 3 from 2");
  }

  /** Writes down what is to be sent, and how. */
  private static final class RecordingExchange extends ForwardingExchange {

    private final List<String> sent;

    RecordingExchange(Exchange exchange, List<String> sent) {
      super(exchange);
      this.sent = sent;
    }

    @Override
    public void write(ByteBuffer part) throws IOException {
      sent.add("bytes: " + part.remaining());
      super.write(part);
    }

    @Override
    public void sendFile(FileChannel file, long offset, long count) throws IOException {
      sent.add("file: " + count + " from " + offset);
      super.sendFile(file, offset, count);
    }
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static/missing.txt",
        "/static/.hidden",
        "/static/empty",
        "/static/empty/",
        "/static/empty/.git/config",
        "/static",
        "/static/",
        "/static/digits.txt/",
        "/static/digits.txt/x",
        "/static/out.txt",
        "/static/up/secret.txt",
        "/static/up/public/digits.txt/../../secret.txt",
        "/static/../secret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/..%2fsecret.txt",
        "/static/%2e%2e%2fsecret.txt",
        "/static/docs/..%2f..%2f..%2fsecret.txt",
        "/static/..%5csecret.txt",
        "/static/%2e%2e%5csecret.txt",
        "/static/..;/secret.txt",
        "/static/digits.txt%00.html",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/%252e%252e/secret.txt",
        "//static/digits.txt",
      })
  void thereIsNoWayOutOfTheFolder(String target) throws Exception {
    assertThat(client.get(target).status()).isIn(400, 404);
  }

  @AsyncTest
  void anAbsolutePathBelowTheFolderIsNoWayInEither() throws Exception {
    assertThat(client.get("/static/" + folder + "/digits.txt").status()).isEqualTo(404);
  }

  @AsyncTest
  void aFolderIsItsIndex() throws Exception {
    assertThat(client.get("/static/docs/").text()).isEqualTo("index");
    TestResponse redirected = client.get("/static/docs?q=1");
    assertThat(redirected.status()).isEqualTo(308);
    assertThat(redirected.header("Location")).isEqualTo("./docs/");
  }

  @AsyncTest
  void aWholeSiteIsAFolder(@TempDir Path site) throws Exception {
    Files.writeString(site.resolve("index.html"), "home");
    Application app = new Application();
    app.files("/", site);
    app.get("/api", _ -> "api");
    try (TestClient home = TestClient.start(app)) {
      assertThat(home.get("/").text()).isEqualTo("home");
      assertThat(home.get("/api").text()).isEqualTo("api");
    }
  }

  // ---- caches

  @AsyncTest
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-None-Match | ETAG | 304",
        "If-None-Match | W/ETAG | 304",
        "If-None-Match | \"other\", ETAG | 304",
        "If-None-Match | * | 304",
        "If-None-Match | \"other\" | 200",
        "If-None-Match | \"broken | 200",
        "If-Modified-Since | Tue, 02 Jan 2024 03:04:05 GMT | 304",
        "If-Modified-Since | Tue, 02 Jan 2024 03:04:06 GMT | 304",
        "If-Modified-Since | Tue, 02 Jan 2024 03:04:04 GMT | 200",
        "If-Modified-Since | yesterday | 200",
      })
  void whoHasItAlreadyGetsNothing(String header, String value, int status) throws Exception {
    TestResponse response = client.get("/static/digits.txt", header, value.replace("ETAG", etag()));
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.bytes()).hasSize(status == 304 ? 0 : 10);
    assertThat(response.header("ETag")).isEqualTo(etag());
  }

  @AsyncTest
  void theTagCountsMoreThanTheDate() throws Exception {
    assertThat(
            client
                .get(
                    "/static/digits.txt",
                    "If-None-Match",
                    "\"other\"",
                    "If-Modified-Since",
                    MODIFIED_DATE)
                .status())
        .isEqualTo(200);
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match | ETAG | 200",
        "If-Match | \"other\", ETAG | 200",
        "If-Match | * | 200",
        "If-Match | W/ETAG | 412",
        "If-Match | \"other\" | 412",
        "If-Unmodified-Since | Tue, 02 Jan 2024 03:04:05 GMT | 200",
        "If-Unmodified-Since | Tue, 02 Jan 2024 03:04:04 GMT | 412",
        "If-Unmodified-Since | yesterday | 200",
      })
  void whoGoesOnWithAnotherVersionIsTold(String header, String value, int status) throws Exception {
    assertThat(client.get("/static/digits.txt", header, value.replace("ETAG", etag())).status())
        .isEqualTo(status);
  }

  @AsyncTest
  void anotherVersionHasAnotherTag() throws Exception {
    String before = etag();
    Files.setLastModifiedTime(
        folder.resolve("digits.txt"), FileTime.from(MODIFIED.plusNanos(1_000_000)));
    String later = etag();
    write("digits.txt", "012345678");
    assertThat(later).isNotEqualTo(before);
    assertThat(etag()).isNotEqualTo(before).isNotEqualTo(later);
  }

  // ---- ranges

  @AsyncTest
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=2-4 | 206 | 234 | bytes 2-4/10",
        "bytes=7- | 206 | 789 | bytes 7-9/10",
        "bytes=-3 | 206 | 789 | bytes 7-9/10",
        "bytes=0-99 | 206 | 0123456789 | bytes 0-9/10",
        "bytes=10- | 416 | '' | bytes */10",
        "bytes=5-2 | 416 | '' | bytes */10",
        "bytes=0-1,5-6 | 200 | 0123456789 |",
        "lines=1-2 | 200 | 0123456789 |",
      })
  void singleRangesAreSent(String range, int status, String text, String contentRange)
      throws Exception {
    TestResponse response = client.get("/static/digits.txt", "Range", range);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).isEqualTo(text);
    assertThat(response.header("Content-Range")).isEqualTo(contentRange);
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ETAG | 206",
        "W/ETAG | 200",
        "\"other\" | 200",
        "Tue, 02 Jan 2024 03:04:05 GMT | 206",
        "Tue, 02 Jan 2024 03:04:06 GMT | 200",
      })
  void aPartOfAnotherVersionIsNoUse(String version, int status) throws Exception {
    TestResponse response =
        client.get(
            "/static/digits.txt",
            "Range",
            "bytes=1-1",
            "If-Range",
            version.replace("ETAG", etag()));
    assertThat(response.status()).isEqualTo(status);
  }

  @AsyncTest
  void headHasNoRanges() throws Exception {
    assertThat(client.head("/static/digits.txt", "Range", "bytes=1-1").status()).isEqualTo(200);
  }

  @Test
  void theFolderMustBeThere() {
    Application app = new Application();
    assertThatThrownBy(() -> app.files("/x", parent.resolve("missing")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> app.files("/x", parent.resolve("secret.txt")))
        .isInstanceOf(NotDirectoryException.class);
  }
}
