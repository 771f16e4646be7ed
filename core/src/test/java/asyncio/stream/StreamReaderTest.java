package asyncio.stream;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.stream.Texts.bytes;
import static asyncio.stream.Texts.pattern;
import static asyncio.stream.Texts.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import asyncio.net.MemoryStream;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** asyncio's rules for every method of a reader, on one that is fed by hand. */
class StreamReaderTest {

  private static final byte[] NEWLINE = bytes("\n");

  private static StreamReader fed(String data) {
    return fed(StreamReader.DEFAULT_LIMIT, data);
  }

  private static StreamReader fed(int limit, String data) {
    StreamReader reader = new StreamReader(limit);
    reader.feedData(bytes(data));
    return reader;
  }

  private static StreamReader ended(String data) {
    StreamReader reader = fed(data);
    reader.feedEof();
    return reader;
  }

  // ---- read

  @Test
  void readTakesWhatIsThere() throws IOException {
    StreamReader reader = fed("abcdef");
    assertThat(text(reader.read(4))).isEqualTo("abcd");
    assertThat(text(reader.read(4))).isEqualTo("ef");
  }

  @Test
  void readOfNothingNeitherWaitsNorConsumes() throws IOException {
    StreamReader reader = new StreamReader();
    assertThat(reader.read(0)).isEmpty();
    assertThat(reader.readInto(new byte[0])).isZero();
    assertThat(reader.read(ByteBuffer.allocate(0))).isZero();
  }

  @Test
  void readToTheEndIsNotBoundedByTheLimit() {
    run(
        () -> {
          StreamReader reader = fed(4, "more than ");
          Task<byte[]> all = createTask(() -> reader.read());
          sleep(Duration.ZERO);
          reader.feedData(bytes("the limit"));
          reader.feedEof();
          assertThat(text(all.await())).isEqualTo("more than the limit");
          assertThat(reader.read(-1)).isEmpty();
        });
  }

  @Test
  void tryReadTakesWhatIsThereWithoutWaiting() throws IOException {
    StreamReader reader = fed("abc");
    ByteBuffer target = ByteBuffer.allocate(2);
    assertThat(reader.tryRead(target)).isEqualTo(2);
    assertThat(text(target.array())).isEqualTo("ab");
    assertThat(reader.tryRead(target)).isZero();
    assertThat(reader.tryRead(target.clear())).isEqualTo(1);
    assertThat(reader.tryRead(target)).isZero();
    reader.feedEof();
    assertThat(reader.tryRead(target)).isEqualTo(-1);
  }

  @Test
  void tryReadOfAConnectionNoticesItsEnd() {
    run(
        () -> {
          MemoryStream stream = MemoryStream.create(getRunningLoop(), 10);
          try (Connection connection = Connection.over(stream)) {
            ByteBuffer target = ByteBuffer.allocate(4);
            assertThat(connection.reader().tryRead(target)).isZero();
            stream.peer().write(ByteBuffer.wrap(bytes("ab")));
            assertThat(connection.reader().tryRead(target)).isEqualTo(2);
            stream.peer().close();
            assertThat(connection.reader().tryRead(target)).isEqualTo(-1);
          }
        });
  }

  @Test
  void readAtTheEndGivesNothing() throws IOException {
    StreamReader reader = ended("");
    assertThat(reader.read(10)).isEmpty();
    assertThat(reader.readInto(new byte[3])).isEqualTo(-1);
    assertThat(reader.read(ByteBuffer.allocate(3))).isEqualTo(-1);
  }

  @Test
  void readIntoFillsThePartThatIsMeant() throws IOException {
    StreamReader reader = fed("abcdef");
    byte[] target = bytes("------");
    assertThat(reader.readInto(target, 2, 3)).isEqualTo(3);
    assertThat(text(target)).isEqualTo("--abc-");
    ByteBuffer buffer = ByteBuffer.allocate(10);
    assertThat(reader.read(buffer)).isEqualTo(3);
    assertThat(buffer.position()).isEqualTo(3);
    assertThatThrownBy(() -> reader.readInto(target, 4, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  // ---- readExactly

  @Test
  void readExactlyWaitsForAllOfIt() {
    run(
        () -> {
          StreamReader reader = fed(1, "ab");
          Task<byte[]> four = createTask(() -> reader.readExactly(4));
          sleep(Duration.ZERO);
          reader.feedData(bytes("cde"));
          assertThat(text(four.await())).isEqualTo("abcd");
          assertThat(text(reader.readExactly(1))).isEqualTo("e");
          assertThat(reader.readExactly(0)).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1_000_000})
  void readExactlyThatMeetsTheEndTellsWhatCame(int n) {
    StreamReader reader = ended("abc");
    IncompleteReadError error =
        catchThrowableOfType(IncompleteReadError.class, () -> reader.readExactly(n));
    assertThat(text(error.partial())).isEqualTo("abc");
    assertThat(error.expected()).isEqualTo(n);
    assertThat(error).hasMessage("3 bytes read on a total of " + n + " expected bytes");
    assertThat(reader.atEof()).isTrue();
  }

  @Test
  void readExactlyOfManyBytes() {
    run(
        () -> {
          byte[] data = pattern(5_000_000);
          StreamReader reader = new StreamReader();
          reader.feedData(data);
          assertThat(reader.readExactly(data.length)).isEqualTo(data);
        });
  }

  @Test
  void readExactlyOfLessThanNothingIsRefused() {
    assertThatThrownBy(() -> fed("abc").readExactly(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 0, and got -1");
  }

  // ---- lines

  @Test
  void readLinePutsPiecesTogether() {
    run(
        () -> {
          StreamReader reader = fed("chunk1 ");
          Task<byte[]> line = createTask(() -> reader.readLine());
          for (String piece : List.of("chunk2 ", "chunk3 ", "\nnext")) {
            sleep(Duration.ZERO);
            reader.feedData(bytes(piece));
          }
          assertThat(text(line.await())).isEqualTo("chunk1 chunk2 chunk3 \n");
          reader.feedEof();
          assertThat(text(reader.readLine())).isEqualTo("next");
          assertThat(reader.readLine()).isEmpty();
        });
  }

  @Test
  void aLineOfExactlyTheLimitIsFine() throws IOException {
    assertThat(text(fed(3, "abc\n").readLine())).isEqualTo("abc\n");
  }

  @Test
  void aLineThatIsTooLongIsDroppedWithItsEndIfThatHasCome() throws IOException {
    StreamReader reader = fed(3, "abcd\nok\n");
    assertThatThrownBy(reader::readLine).isInstanceOf(LimitOverrunError.class);
    assertThat(text(reader.readLine())).isEqualTo("ok\n");
  }

  @Test
  void aLineThatIsTooLongWithoutAnEndIsDroppedAsFarAsItHasCome() throws IOException {
    StreamReader reader = fed(3, "abcdefgh");
    assertThatThrownBy(reader::readLine).isInstanceOf(LimitOverrunError.class);
    reader.feedData(bytes("\nok\n"));
    assertThat(text(reader.readLine())).isEqualTo("\n");
    assertThat(text(reader.readLine())).isEqualTo("ok\n");
  }

  @Test
  void linesOfTextComeWithoutTheirEnds() throws IOException {
    StreamReader reader = ended("é\r\n\n\r\nlast\r");
    List<@Nullable String> lines = new ArrayList<>();
    for (String line : reader.lines(UTF_8)) {
      lines.add(line);
    }
    assertThat(lines).containsExactly("é", "", "", "last\r");
    assertThat(reader.readLine(UTF_8)).isNull();
  }

  @Test
  void linesAndChunksEndWithTheStream() {
    List<String> lines = new ArrayList<>();
    ended("a\nb").lines().forEach(line -> lines.add(text(line)));
    assertThat(lines).containsExactly("a\n", "b");
    List<String> chunks = new ArrayList<>();
    ended("a\nb").chunks().forEach(chunk -> chunks.add(text(chunk)));
    assertThat(chunks).containsExactly("a\nb");
  }

  // ---- readUntil

  @Test
  void readUntilFindsASeparatorThatCameInPieces() {
    run(
        () -> {
          for (int cut = 1; cut < 6; cut++) {
            StreamReader reader = new StreamReader();
            Task<byte[]> part = createTask(() -> reader.readUntil(bytes("END")));
            String data = "dEENDx";
            reader.feedData(bytes(data.substring(0, cut)));
            sleep(Duration.ZERO);
            sleep(Duration.ZERO);
            reader.feedData(bytes(data.substring(cut)));
            assertThat(text(part.await())).isEqualTo("dEEND");
            assertThat(text(reader.read(10))).isEqualTo("x");
          }
        });
  }

  @Test
  void readUntilHonoursASeparatorThatTheEndFollows() throws IOException {
    assertThat(text(ended("some data;").readUntil(bytes(";")))).isEqualTo("some data;");
  }

  @Test
  void readUntilThatMeetsTheEndTellsWhatCame() {
    StreamReader reader = ended("some data");
    IncompleteReadError error =
        catchThrowableOfType(IncompleteReadError.class, () -> reader.readUntil(bytes(";")));
    assertThat(text(error.partial())).isEqualTo("some data");
    assertThat(error.expected()).isNull();
    assertThat(error).hasMessage("9 bytes read on a total of undefined expected bytes");
    assertThat(reader.atEof()).isTrue();
  }

  @Test
  void theSeparatorThatEndsFirstCounts() throws IOException {
    StreamReader reader = fed("line 1\nline 2\r\nline 3\rrest");
    byte[][] ends = {bytes("\r"), bytes("\n"), bytes("\r\n")};
    assertThat(text(reader.readUntil(ends))).isEqualTo("line 1\n");
    assertThat(text(reader.readUntil(ends))).isEqualTo("line 2\r");
    assertThat(text(reader.readUntil(ends))).isEqualTo("\n");
    assertThat(text(reader.readUntil(ends))).isEqualTo("line 3\r");
    assertThat(text(fed("xABCDE").readUntil(bytes("ABCD"), bytes("C")))).isEqualTo("xABC");
  }

  @Test
  void ofSeparatorsThatEndTogetherTheShortestMeasuresTheLimit() {
    StreamReader reader = fed(3, "12345;;");
    LimitOverrunError error =
        catchThrowableOfType(
            LimitOverrunError.class, () -> reader.readUntil(bytes("45;"), bytes(";")));
    assertThat(error.consumed()).isEqualTo(5);
  }

  @Test
  void theLimitCountsWithoutTheSeparator() throws IOException {
    assertThat(text(fed(4, "1234;;").readUntil(bytes(";;")))).isEqualTo("1234;;");
    LimitOverrunError found =
        catchThrowableOfType(
            LimitOverrunError.class, () -> fed(3, "1234;;").readUntil(bytes(";;")));
    assertThat(found).hasMessageContaining("is found").hasMessageContaining("3 bytes");
    assertThat(found.consumed()).isEqualTo(4);
  }

  @Test
  void withoutASeparatorTheLimitLeavesRoomForItsBeginning() {
    StreamReader reader = fed(3, "12345");
    LimitOverrunError error =
        catchThrowableOfType(LimitOverrunError.class, () -> reader.readUntil(bytes(";;")));
    assertThat(error).hasMessageContaining("is not found");
    assertThat(error.consumed()).isEqualTo(4);
    assertThat(reader.toString()).contains("5 bytes");
  }

  @Test
  void separatorsAreChecked() {
    assertThatThrownBy(() -> fed("").readUntil(NEWLINE, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one byte");
    assertThatThrownBy(() -> fed("").readUntil())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one");
  }

  // ---- feeding

  @Test
  void aStoredExceptionHidesWhatIsBuffered() {
    StreamReader reader = fed("buffered\n");
    IOException stored = new IOException("stored");
    reader.setException(stored);
    assertThat(reader.exception()).isSameAs(stored);
    assertThatThrownBy(() -> reader.read(1)).isSameAs(stored);
    assertThatThrownBy(() -> reader.read(0)).isSameAs(stored);
    assertThatThrownBy(reader::read).isSameAs(stored);
    assertThatThrownBy(reader::readLine).isSameAs(stored);
    assertThatThrownBy(() -> reader.readUntil(NEWLINE)).isSameAs(stored);
    assertThatThrownBy(() -> reader.readExactly(1)).isSameAs(stored);
  }

  @Test
  void anExceptionWakesTheOneWhoWaits() {
    run(
        () -> {
          StreamReader reader = new StreamReader();
          Task<byte[]> waiting = createTask(() -> reader.readLine());
          sleep(Duration.ZERO);
          reader.setException(new IOException("stored"));
          assertThatThrownBy(waiting::await).hasMessage("stored");
        });
  }

  @Test
  void nothingCanFollowTheEnd() {
    assertThatThrownBy(() -> ended("a").feedData(bytes("b")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after feedEof");
  }

  @Test
  void atEofMeansNothingIsLeft() throws IOException {
    StreamReader reader = fed("a");
    assertThat(reader.atEof()).isFalse();
    reader.feedEof();
    assertThat(reader.atEof()).isFalse();
    reader.read(1);
    assertThat(reader.atEof()).isTrue();
  }

  @Test
  void feedingNothingWakesNobody() {
    run(
        () -> {
          StreamReader reader = new StreamReader();
          Task<byte[]> waiting = createTask(() -> reader.read(5));
          sleep(Duration.ZERO);
          reader.feedData(new byte[0]);
          sleep(Duration.ZERO);
          assertThat(waiting.done()).isFalse();
          reader.feedData(bytes("abc"));
          assertThat(text(waiting.await())).isEqualTo("abc");
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aLimitIsPositive(int limit) {
    assertThatThrownBy(() -> new StreamReader(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is " + limit);
  }

  // ---- two tasks

  @Test
  void aSecondReaderIsRefusedByName() {
    run(
        () -> {
          StreamReader reader = fed("some");
          Task<byte[]> first = createTask("first", () -> reader.readExactly(10));
          Task<byte[]> second = createTask("second", () -> reader.read(1));
          assertThatThrownBy(second::await)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("read by second: first is already waiting for data of <Stream")
              .hasMessageContaining("Lock");
          reader.feedData(bytes(" bytes"));
          assertThat(text(first.await())).isEqualTo("some bytes");
        });
  }

  @Test
  void aCancelledReadLosesNothing() {
    run(
        () -> {
          StreamReader reader = fed("some");
          Task<byte[]> cancelled = createTask(() -> reader.readExactly(100_000));
          sleep(Duration.ZERO);
          cancelled.cancel();
          sleep(Duration.ZERO);
          assertThat(cancelled.cancelled()).isTrue();
          reader.feedData(bytes(" bytes"));
          assertThat(text(reader.read(100))).isEqualTo("some bytes");
        });
  }
}
