package asyncio.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Body;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestResponse;
import asyncio.testing.AsyncTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

  private static final String MULTIPART = "multipart/form-data; boundary=xyz";

  private static final String TWO_PARTS =
      """
      --xyz
      Content-Disposition: form-data; name="title"

      käse
      --xyz
      Content-Disposition: form-data; name="photo"; filename="../a b.png"
      Content-Type: image/png

      line 1
      line 2
      --xyz--
      """
          .replace("\n", "\r\n");

  private static TestResponse post(Handler handler, Body body) throws Exception {
    Application app = new Application();
    app.post("/", handler);
    try (TestClient client = TestClient.start(app)) {
      return client.post("/", body);
    }
  }

  private static Body multipart(String text) {
    return Body.of(text.getBytes(UTF_8), MULTIPART);
  }

  /** Byte by byte, so that every border is split. */
  private static Body inPieces(byte[] bytes, int length, String contentType) {
    return Body.streaming(
        contentType,
        sink -> {
          for (int i = 0; i < bytes.length; i += length) {
            sink.write(Arrays.copyOfRange(bytes, i, Math.min(i + length, bytes.length)));
          }
        });
  }

  @AsyncTest
  void urlencodedForms() throws Exception {
    Handler title = request -> request.form().get("title");
    assertThat(post(title, Body.form(Map.of("title", "käse & tee"))).text())
        .isEqualTo("käse & tee");
    assertThat(
            post(title, Body.of("title=%zz".getBytes(UTF_8), "application/x-www-form-urlencoded"))
                .status())
        .isEqualTo(400);
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10_000})
  void multipartForms(int pieceLength) throws Exception {
    List<Object> seen = new ArrayList<>();
    Handler handler =
        request -> {
          Form form = request.form();
          FormFile photo = form.file("photo");
          seen.add(form.get("title"));
          seen.add(photo.fileName());
          seen.add(photo.contentType());
          seen.add(photo.size());
          seen.add(new String(photo.bytes(), UTF_8));
          seen.add(form.files().size());
          seen.add(form == request.form());
          return photo.body();
        };
    TestResponse response =
        post(handler, inPieces(TWO_PARTS.getBytes(UTF_8), pieceLength, MULTIPART));
    assertThat(response.text()).isEqualTo("line 1\r\nline 2");
    assertThat(seen)
        .containsExactly("käse", "../a b.png", "image/png", 14L, "line 1\r\nline 2", 1, true);
  }

  @AsyncTest
  void largeFilesGoToDiskUntilTheResponseIsSent(@TempDir Path folder) throws Exception {
    Path kept = folder.resolve("kept");
    Path[] temporary = new Path[1];
    Handler handler =
        request -> {
          FormFile photo = request.form(FormLimits.DEFAULT.withMemoryBytes(10)).file("photo");
          photo.saveTo(kept);
          temporary[0] = photo.path();
          assertThat(temporary[0]).exists();
          return photo.body();
        };
    assertThat(post(handler, multipart(TWO_PARTS)).text()).isEqualTo("line 1\r\nline 2");
    assertThat(Files.readString(kept)).isEqualTo("line 1\r\nline 2");
    assertThat(temporary[0]).doesNotExist();
  }

  @AsyncTest
  void smallFilesAreSavedToo(@TempDir Path folder) throws Exception {
    Path kept = folder.resolve("kept");
    Handler handler =
        request -> {
          request.form().file("photo").saveTo(kept);
          return Response.NO_CONTENT;
        };
    assertThat(post(handler, multipart(TWO_PARTS)).status()).isEqualTo(204);
    assertThat(Files.readString(kept)).isEqualTo("line 1\r\nline 2");
  }

  @AsyncTest
  @ParameterizedTest
  @CsvSource({
    "2, 5, 14, 200",
    "1, 5, 14, 413",
    "2, 4, 14, 413",
    "2, 5, 13, 413",
  })
  void formsHaveLimits(int parts, int fieldBytes, int fileBytes, int status) throws Exception {
    FormLimits limits = new FormLimits(parts, fieldBytes, fileBytes, 0);
    Handler handler = request -> request.form(limits).toString();
    assertThat(post(handler, multipart(TWO_PARTS)).status()).isEqualTo(status);
  }

  @AsyncTest
  void urlencodedFormsHaveLimits() throws Exception {
    Body form = Body.form(Map.of("a", "1", "b", "2"));
    assertThat(
            post(request -> request.form(FormLimits.DEFAULT.withParts(1)).toString(), form)
                .status())
        .isEqualTo(413);
    assertThat(
            post(request -> request.form(FormLimits.DEFAULT.withFieldBytes(6)).toString(), form)
                .status())
        .isEqualTo(413);
    assertThat(
            post(request -> request.form(FormLimits.DEFAULT.withFieldBytes(7)).get("a"), form)
                .text())
        .isEqualTo("1");
  }

  @AsyncTest
  void brokenFormsAreRefused() throws Exception {
    Handler handler = request -> request.form().toString();
    String cut = TWO_PARTS.substring(0, TWO_PARTS.length() - 10);
    assertThat(post(handler, multipart(cut)).status()).isEqualTo(400);
    assertThat(post(handler, multipart("garbage")).status()).isEqualTo(400);
    assertThat(post(handler, multipart("")).status()).isEqualTo(400);
    assertThat(post(handler, multipart(TWO_PARTS.replace("name=\"title\"", "x=y"))).status())
        .isEqualTo(400);
    assertThat(post(handler, multipart(TWO_PARTS.replace("title", "x".repeat(9000)))).status())
        .isEqualTo(400);
    assertThat(post(handler, Body.of("x".getBytes(UTF_8), "multipart/form-data")).status())
        .isEqualTo(400);
    assertThat(post(handler, Body.text("a=b")).status()).isEqualTo(415);
  }

  @Test
  void limitsAreNotNegative() {
    assertThatThrownBy(() -> FormLimits.DEFAULT.withParts(-1)).hasMessageContaining("are -1 parts");
  }
}
