package asyncio.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

class IncomingBodyTest {

  record Product(String name, int price) {}

  private static IncomingBody body(String contentType, long limit, byte[]... pieces) {
    Queue<ByteBuffer> rest = new ArrayDeque<>();
    long length = 0;
    for (byte[] piece : pieces) {
      rest.add(ByteBuffer.wrap(piece));
      length += piece.length;
    }
    return new IncomingBody(rest::poll, contentType, length, limit, Json.DEFAULT);
  }

  private static IncomingBody text(String... pieces) {
    byte[][] bytes = new byte[pieces.length][];
    for (int i = 0; i < pieces.length; i++) {
      bytes[i] = pieces[i].getBytes(UTF_8);
    }
    return body("text/plain", 1_000, bytes);
  }

  /** Cut after every so many bytes. */
  private static IncomingBody cut(String whole, Charset charset, int every) {
    byte[] bytes = whole.getBytes(charset);
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += every) {
      pieces.add(java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + every)));
    }
    return body("text/plain; charset=" + charset.name(), 1_000, pieces.toArray(byte[][]::new));
  }

  @Test
  void aWholeIsKept() throws IOException {
    IncomingBody body = text("hel", "lo");
    assertThat(body.text()).isEqualTo("hello");
    assertThat(body.bytes()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(body.length()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 5_000_000})
  void aWholeMayBeLongAndItsLengthUnknown(int size) throws IOException {
    byte[] whole = new byte[size];
    for (int i = 0; i < size; i++) {
      whole[i] = (byte) (i * 31);
    }
    for (long length : new long[] {size, Body.UNKNOWN_LENGTH}) {
      ByteBuffer rest = ByteBuffer.wrap(whole);
      IncomingBody body =
          new IncomingBody(() -> piece(rest), "text/plain", length, 10_000_000, Json.DEFAULT);
      assertThat(body.bytes()).isEqualTo(whole);
    }
  }

  private static @Nullable ByteBuffer piece(ByteBuffer rest) {
    int size = Math.min(rest.remaining(), 30_000);
    ByteBuffer piece = size == 0 ? null : rest.slice(rest.position(), size);
    rest.position(rest.position() + size);
    return piece;
  }

  @Test
  void theCharsetIsTheMessages() throws IOException {
    assertThat(cut("ä", StandardCharsets.ISO_8859_1, 1).text()).isEqualTo("ä");
    assertThat(text("ä").text()).isEqualTo("ä");
    assertThat(body("text/plain; charset=nonsense", 10, "ä".getBytes(UTF_8)).text()).isEqualTo("ä");
  }

  @Test
  void jsonBecomesRecords() throws IOException {
    assertThat(text("{\"name\": \"tea\", ", "\"price\": 3}").json(Product.class))
        .isEqualTo(new Product("tea", 3));
    assertThat(
            text("[{\"name\": \"tea\", \"price\": 3}]").json(new TypeReference<List<Product>>() {}))
        .containsExactly(new Product("tea", 3));
  }

  @Test
  void whatIsNoJsonIsToldWithItsPlace() {
    assertThatThrownBy(() -> text("{\n\"name\" 1}").json(Product.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("no JSON of the type Product")
        .hasMessageContaining("line 2");
  }

  @Test
  void aWholeHasALimit() {
    assertThatThrownBy(() -> body(null, 4, "hello".getBytes(UTF_8)).bytes())
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("the body has 5 bytes, and at most 4");
    Queue<ByteBuffer> endless = new ArrayDeque<>(List.of(ByteBuffer.allocate(3)));
    IncomingBody unknown =
        new IncomingBody(
            () -> endless.peek().duplicate(), null, Body.UNKNOWN_LENGTH, 10, Json.DEFAULT);
    assertThatThrownBy(unknown::bytes)
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("more than 10 bytes");
  }

  @Test
  void piecesComeAsTheyAre() {
    List<String> pieces = new ArrayList<>();
    for (byte[] piece : text("a", "bc", "d").chunks()) {
      pieces.add(new String(piece, UTF_8));
    }
    assertThat(pieces).containsExactly("a", "bc", "d");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void linesAreCutWhereTheyEnd(int every) {
    List<String> lines = new ArrayList<>();
    cut("one\r\n\nzwölf €\n\r\nlast", UTF_8, every).lines().forEach(lines::add);
    assertThat(lines).containsExactly("one", "", "zwölf €", "", "last");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void linesOfTwoByteCharsets(int every) {
    assertThat(cut("ab\ncd\n", StandardCharsets.UTF_16BE, every).lines().stream())
        .containsExactly("ab", "cd");
  }

  @Test
  @Timeout(30) // if the rest were moved for each line, it would take minutes
  void aPieceMayHaveManyLines() {
    assertThat(text("\n".repeat(2 << 20)).lines().stream()).hasSize(2 << 20);
  }

  @Test
  void aLineHasALimit() {
    assertThatThrownBy(() -> text("x".repeat(900), "x".repeat(900), "x").lines().forEach(_ -> {}))
        .isInstanceOf(TooLargeException.class);
  }

  @Test
  void aFileIsWrittenWithProgress(@TempDir Path folder) throws IOException {
    List<Long> progress = new ArrayList<>();
    Path file = folder.resolve("file");
    assertThat(text("abc", "de").saveTo(file, (bytes, total) -> progress.add(bytes * 100 / total)))
        .isEqualTo(5);
    assertThat(file).hasContent("abcde");
    assertThat(progress).containsExactly(60L, 100L);
    assertThat(Files.size(file)).isEqualTo(5);
  }

  @Test
  void itCanBeReadOnce() {
    IncomingBody body = text("abc");
    body.chunks();
    assertThatThrownBy(body::bytes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("can be read once");
  }
}
