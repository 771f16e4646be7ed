package asyncio.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms with files, as bytes. */
class MultipartTest {

  /** Collects what is written. */
  private static final class Bytes implements BodySink {

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public void write(ByteBuffer part) {
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      all.writeBytes(copy);
    }

    @Override
    public void sendFile(FileChannel file, long offset, long count) throws IOException {
      ByteBuffer content = ByteBuffer.allocate((int) count);
      file.read(content, offset);
      write(content.flip());
    }
  }

  private static String written(Multipart form) throws IOException {
    Bytes sink = new Bytes();
    form.writeTo(sink);
    return sink.all.toString(UTF_8);
  }

  private static String boundary(Multipart form) {
    return form.contentType().substring("multipart/form-data; boundary=".length());
  }

  @Test
  void fieldsAndFilesAreParts(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tea.txt"), "green");
    Multipart form =
        new Multipart()
            .field("title", "Tee für \"zwei\"")
            .file("upload", file)
            .part("more\r\nX: y", "a\"b", Body.json(List.of(1)));
    assertThat(written(form))
        .isEqualTo(
            """
            --B\r
            Content-Disposition: form-data; name="title"\r
            \r
            Tee für "zwei"\r
            --B\r
            Content-Disposition: form-data; name="upload"; filename="tea.txt"\r
            Content-Type: text/plain\r
            \r
            green\r
            --B\r
            Content-Disposition: form-data; name="more%0D%0AX: y"; filename="a%22b"\r
            Content-Type: application/json\r
            \r
            [1]\r
            --B--\r
            """
                .replace("--B", "--" + boundary(form)));
    assertThat(form.length()).isEqualTo(written(form).getBytes(UTF_8).length);
    assertThat(form.isReplayable()).isTrue();
  }

  @Test
  void aPartOfUnknownLengthMakesTheWholeUnknown() throws IOException {
    Multipart form = new Multipart().part("a", null, Body.stream(List.of(new byte[1])));
    assertThat(form.length()).isEqualTo(Body.UNKNOWN_LENGTH);
    assertThat(form.isReplayable()).isFalse();
  }

  @Test
  void eachFormHasItsOwnBoundary() {
    assertThat(boundary(new Multipart())).isNotEqualTo(boundary(new Multipart()));
  }
}
