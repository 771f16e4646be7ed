package asyncio.stream;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.stream.Texts.bytes;
import static asyncio.stream.Texts.pattern;
import static asyncio.stream.Texts.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.net.WriteLimits;
import asyncio.task.Action;
import asyncio.task.Task;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Writing, back-pressure and the end of a connection, over a stream in memory that holds little.
 */
class StreamWriterTest {

  private static final int CAPACITY = 1000;

  /** Two connections with each other. */
  private record Pair(Connection near, Connection far) {

    static Pair create() {
      MemoryStream stream = MemoryStream.create(getRunningLoop(), CAPACITY);
      return new Pair(Connection.over(stream), Connection.over(stream.peer()));
    }

    StreamWriter writer() {
      return near.writer();
    }
  }

  private interface Code {
    void run(Pair pair) throws Exception;
  }

  private static void withPair(Code code) {
    run(
        () -> {
          Pair pair = Pair.create();
          try {
            code.run(pair);
          } finally {
            pair.near.abort();
            pair.far.abort();
          }
        });
  }

  private static void turn(int times) {
    for (int i = 0; i < times; i++) {
      sleep(Duration.ZERO);
    }
  }

  private static Task<@Nullable Void> start(Action action) {
    Task<@Nullable Void> task = createTask(action);
    turn(1);
    return task;
  }

  // ---- writing

  @Test
  void whatFitsIsWrittenAtOnce() {
    withPair(
        pair -> {
          pair.writer().write(bytes("abc"));
          pair.writer().write("d", UTF_8);
          pair.writer().write(ByteBuffer.wrap(bytes("ef")));
          pair.writer().write(bytes("--ghi--"), 2, 3);
          assertThat(pair.writer().writeBufferSize()).isZero();
          assertThat(text(pair.far.reader().read(100))).isEqualTo("abcdefghi");
        });
  }

  @Test
  void whatDoesNotFitIsSentInTheBackground() {
    withPair(
        pair -> {
          byte[] data = pattern(50_000);
          pair.writer().write(data);
          assertThat(pair.writer().writeBufferSize()).isEqualTo(data.length - CAPACITY);
          assertThat(pair.writer().bytesSent()).isEqualTo(CAPACITY);
          assertThat(pair.far.reader().readExactly(data.length)).isEqualTo(data);
          assertThat(pair.writer().writeBufferSize()).isZero();
          assertThat(pair.writer().bytesSent()).isEqualTo(data.length);
        });
  }

  @Test
  void writtenArraysMayBeChangedAtOnce() {
    withPair(
        pair -> {
          byte[] data = pattern(5000);
          byte[] mine = data.clone();
          pair.writer().write(mine);
          Arrays.fill(mine, (byte) 0);
          assertThat(pair.far.reader().readExactly(data.length)).isEqualTo(data);
        });
  }

  @Test
  void writeLinesSendsAllTogether() {
    withPair(
        pair -> {
          pair.writer().writeLines(List.of(bytes("a\n"), bytes(""), bytes("b\n")));
          assertThat(text(pair.far.reader().read(100))).isEqualTo("a\nb\n");
        });
  }

  // ---- back-pressure

  @Test
  void drainWaitsFromAboveTheHighMarkToTheLowOne() {
    withPair(
        pair -> {
          pair.writer().setWriteLimits(new WriteLimits(2000, 4000));
          pair.writer().write(new byte[CAPACITY + 4000]);
          pair.writer().drain(); // at the mark, not above it
          pair.writer().write(new byte[1]);
          Task<@Nullable Void> first = start(() -> pair.writer().drain());
          Task<@Nullable Void> second = start(() -> pair.writer().drain());
          pair.far.reader().readExactly(CAPACITY);
          turn(5);
          assertThat(pair.writer().writeBufferSize()).isEqualTo(3001);
          assertThat(first.done()).isFalse();
          pair.far.reader().readExactly(CAPACITY);
          turn(5);
          assertThat(pair.writer().writeBufferSize()).isEqualTo(2001);
          assertThat(first.done()).isFalse();
          pair.far.reader().readExactly(1);
          gather(first, second);
          assertThat(pair.writer().writeBufferSize())
              .isEqualTo(1001); // one read takes all there is
        });
  }

  @Test
  void drainWaitsForLinesToo() {
    withPair(
        pair -> {
          List<byte[]> lines = List.of(new byte[CAPACITY], new byte[CAPACITY]);
          pair.writer().setWriteLimits(new WriteLimits(0, 3 * CAPACITY));
          pair.writer().writeLines(lines); // one of them is on its way
          pair.writer().writeLines(lines);
          pair.writer().writeLines(lines);
          Task<@Nullable Void> drain = start(() -> pair.writer().drain());
          assertThat(drain.done()).isFalse();
          pair.far.reader().readExactly(6 * CAPACITY);
          drain.await();
        });
  }

  @Test
  void aMarkOfZeroWaitsUntilAllIsSent() {
    withPair(
        pair -> {
          pair.writer().setWriteLimits(WriteLimits.high(0));
          pair.writer().write(new byte[CAPACITY + 1]);
          Task<@Nullable Void> drain = start(() -> pair.writer().drain());
          assertThat(drain.done()).isFalse();
          pair.far.reader().read(1);
          drain.await();
          assertThat(pair.writer().writeBufferSize()).isZero();
        });
  }

  @Test
  void limitsAreChecked() {
    assertThat(WriteLimits.high(400)).isEqualTo(new WriteLimits(100, 400));
    assertThat(WriteLimits.low(100)).isEqualTo(new WriteLimits(100, 400));
    assertThatThrownBy(() -> new WriteLimits(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low 2, high 1");
    assertThatThrownBy(() -> new WriteLimits(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sendHoldsNothingBackThatIsLarge() {
    withPair(
        pair -> {
          byte[] data = pattern(200_000);
          Task<@Nullable Void> sending = start(() -> pair.writer().send(data));
          assertThat(pair.far.reader().readExactly(150_000))
              .isEqualTo(Arrays.copyOf(data, 150_000));
          assertThat(sending.done()).isFalse();
          pair.far.reader().readExactly(50_000);
          sending.await();
        });
  }

  @Test
  void whatSeveralTasksWriteStaysInOrderAndInOnePiece() {
    withPair(
        pair -> {
          String large = "x".repeat(100_000);
          Task<@Nullable Void> first = start(() -> pair.writer().send(large + "1", UTF_8));
          Task<@Nullable Void> second = start(() -> pair.writer().send(large + "2", UTF_8));
          pair.writer().write("3", UTF_8);
          Task<@Nullable Void> fourth = start(() -> pair.writer().send("4", UTF_8));
          assertThat(text(pair.far.reader().readExactly(200_004)))
              .isEqualTo(large + "1" + large + "2" + "34");
          gather(first, second, fourth);
        });
  }

  @Test
  void aCancelledSendIsSentAllTheSame() {
    withPair(
        pair -> {
          byte[] data = pattern(100_000);
          byte[] mine = data.clone();
          Task<@Nullable Void> sending = start(() -> pair.writer().send(mine));
          sending.cancel();
          turn(1);
          assertThat(sending.cancelled()).isTrue();
          Arrays.fill(mine, (byte) 0);
          pair.writer().close();
          assertThat(pair.far.reader().read()).isEqualTo(data);
        });
  }

  @Test
  void whoNeverHasToWaitLetsOthersRunAllTheSame() {
    run(
        () -> {
          MemoryStream stream = MemoryStream.create(getRunningLoop(), 100_000_000);
          Connection connection = Connection.over(stream);
          Task<@Nullable Void> other = createTask(() -> {});
          byte[] data = new byte[100_000];
          for (int i = 0; !other.done(); i++) {
            assertThat(i).isLessThan(100);
            connection.writer().send(data);
          }
          connection.close();
        });
  }

  // ---- the end of one direction

  @Test
  void writeEofComesAfterWhatWasWritten() {
    withPair(
        pair -> {
          pair.writer().write(new byte[5000]);
          assertThat(pair.writer().canWriteEof()).isTrue();
          pair.writer().writeEof();
          pair.writer().writeEof();
          assertThat(pair.far.reader().read()).hasSize(5000);
          pair.far.writer().send("answer", UTF_8);
          assertThat(text(pair.near.reader().read(100))).isEqualTo("answer");
        });
  }

  @Test
  void nothingIsWrittenAfterWriteEof() {
    withPair(
        pair -> {
          pair.writer().writeEof();
          assertThatThrownBy(() -> pair.writer().write(new byte[1]))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("cannot call write() after writeEof()");
          assertThatThrownBy(() -> pair.writer().send(new byte[1]))
              .isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> pair.writer().writeLines(List.of()))
              .isInstanceOf(IllegalStateException.class);
        });
  }

  // ---- closing

  @Test
  void closeSendsWhatWasWrittenBefore() {
    withPair(
        pair -> {
          pair.writer().write(new byte[5000]);
          pair.writer().close();
          assertThat(pair.writer().isClosing()).isTrue();
          assertThat(pair.near.reader().read()).isEmpty();
          assertThat(pair.far.reader().read()).hasSize(5000);
          pair.writer().waitClosed();
        });
  }

  @Test
  void whatIsWrittenAfterCloseIsLostAndDrainTells() {
    withPair(
        pair -> {
          pair.writer().close();
          pair.writer().write(new byte[10]);
          assertThatThrownBy(() -> pair.writer().drain())
              .isInstanceOf(SocketException.class)
              .hasMessageContaining("Connection lost: <StreamWriter");
          assertThatThrownBy(() -> pair.writer().send(new byte[1]))
              .isInstanceOf(SocketException.class);
          pair.near.close(); // nothing that was written in time is missing
        });
  }

  @Test
  void whoeverSendsIsToldThatAnAbortHasDroppedIt() {
    withPair(
        pair -> {
          Task<@Nullable Void> sending = start(() -> pair.writer().send(new byte[200_000]));
          pair.writer().abort();
          assertThatThrownBy(sending::await)
              .isInstanceOf(IOException.class)
              .hasMessageStartingWith("Connection lost");
        });
  }

  @Test
  void abortDropsWhatWasWritten() {
    withPair(
        pair -> {
          pair.writer().write(new byte[5000]);
          Task<byte[]> reading = createTask(() -> pair.near.reader().read());
          turn(1);
          pair.writer().abort();
          assertThat(reading.await()).isEmpty();
          pair.writer().waitClosed();
          assertThat(pair.far.reader().read()).hasSize(CAPACITY);
        });
  }

  @Test
  void aBrokenPipeFailsEveryoneWhoWaits() {
    withPair(
        pair -> {
          pair.writer().write(new byte[500_000]);
          Task<@Nullable Void> draining = start(() -> pair.writer().drain());
          Task<@Nullable Void> sending = start(() -> pair.writer().send(new byte[200_000]));
          Task<@Nullable Void> closing = start(() -> pair.writer().waitClosed());
          pair.far.abort();
          assertThatThrownBy(draining::await).isInstanceOf(SocketException.class);
          assertThatThrownBy(sending::await).isInstanceOf(SocketException.class);
          assertThatThrownBy(closing::await).isInstanceOf(IOException.class);
          assertThat(pair.near.reader().exception()).isInstanceOf(IOException.class);
          assertThatThrownBy(() -> pair.near.reader().read()).isInstanceOf(IOException.class);
          assertThatThrownBy(pair.near::close)
              .isInstanceOf(SocketException.class)
              .hasMessageContaining("bytes were written and not sent");
        });
  }

  @Test
  void writeNeverFailsBecauseOfTheConnection() {
    withPair(
        pair -> {
          pair.far.abort();
          pair.writer().write(new byte[10]);
          pair.writer().write(new byte[10]);
          assertThat(pair.writer().isClosing()).isTrue();
          assertThatThrownBy(() -> pair.writer().drain()).isInstanceOf(SocketException.class);
        });
  }

  @Test
  void aReaderOfAConnectionIsNotFedByHand() {
    withPair(
        pair -> {
          StreamReader reader = pair.near.reader();
          assertThatThrownBy(() -> reader.feedData(new byte[1]))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("new StreamReader()");
          assertThatThrownBy(reader::feedEof).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> reader.setException(new IOException()))
              .isInstanceOf(IllegalStateException.class);
        });
  }

  @Test
  void extraInformationComesFromTheStream() {
    withPair(
        pair -> {
          assertThat(pair.near.getExtraInfo("peername")).isNull();
          assertThat(pair.near.toString()).startsWith("<Connection <MemoryStream");
        });
  }
}
