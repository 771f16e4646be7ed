package asyncio.testing.contract;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.ByteStream;
import asyncio.task.Action;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.WaitQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link ByteStream} promises, as JUnit tests; a subclass for each kind says how to make
 * one. Time passes while it waits, so streams may take some.
 */
public abstract class ByteStreamContract {

  /** More than any buffer on the way may hold. */
  private static final int BOUND = 64 << 20;

  /** So that on a virtual clock, too, something can arrive meanwhile. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** For subclasses. */
  protected ByteStreamContract() {}

  /**
   * Two connected streams.
   *
   * @param near one end
   * @param far the other
   */
  public record Ends(ByteStream near, ByteStream far) implements AutoCloseable {

    /** Closes both. */
    @Override
    public void close() {
      near.close();
      far.close();
    }
  }

  /**
   * Connects two streams; called in a task.
   *
   * @throws IOException if it fails
   */
  protected abstract Ends connect(EventLoop loop) throws IOException;

  /** Runs a test as a task; by default with {@code run}, and so on real time. */
  protected void runTest(Action test) {
    run(test);
  }

  /** A test on connected streams. */
  @FunctionalInterface
  protected interface Conversation {

    /**
     * Runs the test.
     *
     * @throws Exception if it fails
     */
    void hold(ByteStream near, ByteStream far) throws Exception;
  }

  /** Runs a test on two streams, and closes them. */
  protected final void connected(Conversation conversation) {
    runTest(
        () -> {
          try (Ends ends = connect(getRunningLoop())) {
            conversation.hold(ends.near, ends.far);
          }
        });
  }

  // ---- tools

  private static ByteBuffer bytes(String text) {
    return UTF_8.encode(text);
  }

  private static void writeAll(ByteStream stream, ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      if (stream.write(source) == 0) {
        stream.awaitWritable();
      }
    }
    while (!stream.flush()) {
      stream.awaitWritable();
    }
  }

  private static int readSome(ByteStream stream, ByteBuffer target) throws IOException {
    int count = stream.read(target);
    while (count == 0) {
      stream.awaitReadable();
      count = stream.read(target);
    }
    return count;
  }

  private static String readText(ByteStream stream, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    while (target.hasRemaining()) {
      assertThat(readSome(stream, target)).as("before the end").isPositive();
    }
    return UTF_8.decode(target.flip()).toString();
  }

  private static void assertAtEnd(ByteStream stream) throws IOException {
    assertThat(readSome(stream, ByteBuffer.allocate(16))).isEqualTo(-1);
  }

  /** Writes until nothing more is taken, and returns how much was. */
  private static int fill(ByteStream stream) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(8192);
    int total = 0;
    while (total < BOUND) {
      int count = stream.write(chunk.clear());
      if (count == 0) {
        return total;
      }
      total += count;
    }
    throw new AssertionError("takes more than " + BOUND + " bytes that nobody reads");
  }

  private static void drain(ByteStream stream, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(65536);
    for (int left = length; left > 0; ) {
      left -= readSome(stream, target.clear().limit(Math.min(left, target.capacity())));
    }
  }

  private static void letOthersRun() {
    for (int i = 0; i < 5; i++) {
      sleep(MOMENT);
    }
  }

  // ---- reading and writing

  @Test
  void whatIsWrittenArrives() {
    connected(
        (near, far) -> {
          writeAll(near, bytes("hello"));
          assertThat(readText(far, 5)).isEqualTo("hello");
          writeAll(far, bytes("good day"));
          assertThat(readText(near, 8)).isEqualTo("good day");
        });
  }

  @Test
  void aPartOfAFileIsWritten(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("file"), "0123456789");
    try (FileChannel file = FileChannel.open(path)) {
      connected(
          (near, far) -> {
            assertThat(near.sendFile(file, 2, 5)).isEqualTo(5);
            writeAll(near, bytes("."));
            assertThat(near.sendFile(file, 8, 100)).isEqualTo(2);
            assertThat(near.sendFile(file, 10, 100)).isZero();
            while (!near.flush()) {
              near.awaitWritable();
            }
            assertThat(readText(far, 8)).isEqualTo("23456.89");
          });
    }
  }

  @Test
  void nothingIsThereBeforeSomethingIsWritten() {
    connected((_, far) -> assertThat(far.read(ByteBuffer.allocate(16))).isZero());
  }

  @Test
  void anEmptyBufferChangesNothing() {
    connected(
        (near, far) -> {
          assertThat(near.write(ByteBuffer.allocate(0))).isZero();
          assertThat(near.write(new ByteBuffer[0])).isZero();
          writeAll(near, bytes("x"));
          far.awaitReadable();
          assertThat(far.read(ByteBuffer.allocate(0))).isZero();
          assertThat(readText(far, 1)).isEqualTo("x");
        });
  }

  @Test
  void whatDoesNotFitIsKept() {
    connected(
        (near, far) -> {
          writeAll(near, bytes("hello"));
          assertThat(readText(far, 2)).isEqualTo("he");
          assertThat(readText(far, 1)).isEqualTo("l");
          assertThat(readText(far, 2)).isEqualTo("lo");
        });
  }

  @Test
  void onlyWhatLiesBetweenPositionAndLimitIsTouched() {
    connected(
        (near, far) -> {
          ByteBuffer source = bytes("<<hello>>").position(2).limit(7);
          writeAll(near, source);
          assertThat(source.position()).isEqualTo(7);
          ByteBuffer target = ByteBuffer.wrap("0123456789".getBytes(UTF_8)).position(3).limit(8);
          while (target.hasRemaining()) {
            readSome(far, target);
          }
          assertThat(UTF_8.decode(target.clear()).toString()).isEqualTo("012hello89");
        });
  }

  @Test
  void anyKindOfBufferWillDo() {
    connected(
        (near, far) -> {
          writeAll(near, ByteBuffer.allocateDirect(3).put(bytes("abc")).flip());
          writeAll(near, bytes("def").asReadOnlyBuffer());
          ByteBuffer direct = ByteBuffer.allocateDirect(6);
          while (direct.hasRemaining()) {
            readSome(far, direct);
          }
          assertThat(UTF_8.decode(direct.flip()).toString()).isEqualTo("abcdef");
        });
  }

  @Test
  void severalBuffersAreOneSequence() {
    connected(
        (near, far) -> {
          ByteBuffer[] parts = {bytes("a"), bytes(""), bytes("bc"), bytes("def")};
          for (long taken = 0; taken < 6; ) {
            taken += near.write(parts);
          }
          writeAll(near, bytes("."));
          assertThat(readText(far, 7)).isEqualTo("abcdef.");
        });
  }

  @Test
  void itFillsUpAndGoesOnWhenThePeerReads() {
    connected(
        (near, far) -> {
          int taken = fill(near);
          assertThat(taken).isPositive();
          Task<@Nullable Void> writing = createTask(() -> writeAll(near, bytes("the end")));
          letOthersRun();
          drain(far, taken);
          assertThat(readText(far, 7)).isEqualTo("the end");
          writing.await();
        });
  }

  @RepeatedTest(3)
  void bothDirectionsAtOnceInPiecesOfAnySize(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    connected(
        (near, far) -> {
          byte[] there = randomBytes(seed, 300_000);
          byte[] back = randomBytes(seed + 1000, 200_000);
          gather(
              () -> writePieces(near, there, new Random(seed)),
              () -> writePieces(far, back, new Random(seed + 1)),
              () -> assertReads(far, there, new Random(seed + 2)),
              () -> assertReads(near, back, new Random(seed + 3)));
        });
  }

  private static byte[] randomBytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static int pieceSize(Random random, int atMost) {
    int size = random.nextBoolean() ? random.nextInt(100) : random.nextInt(40_000);
    return Math.min(size + 1, atMost);
  }

  private static void writePieces(ByteStream stream, byte[] bytes, Random random)
      throws IOException {
    for (int sent = 0; sent < bytes.length; ) {
      int size = pieceSize(random, bytes.length - sent);
      writeAll(stream, ByteBuffer.wrap(bytes, sent, size));
      sent += size;
    }
  }

  private static void assertReads(ByteStream stream, byte[] expected, Random random)
      throws IOException {
    byte[] received = new byte[expected.length];
    for (int count = 0; count < received.length; ) {
      int size = pieceSize(random, received.length - count);
      int got = readSome(stream, ByteBuffer.wrap(received, count, size));
      assertThat(got).isBetween(1, size);
      count += got;
    }
    assertThat(Arrays.mismatch(received, expected)).isEqualTo(-1);
  }

  // ---- the end

  @Test
  void theEndComesAfterTheData() {
    connected(
        (near, far) -> {
          writeAll(near, bytes("last words"));
          near.close();
          assertThat(readText(far, 10)).isEqualTo("last words");
          assertAtEnd(far);
          assertAtEnd(far);
        });
  }

  @Test
  void afterShutdownOutputThePeerSeesTheEndAndWritingIsRefused() {
    connected(
        (near, far) -> {
          writeAll(near, bytes("bye"));
          near.shutdownOutput();
          assertThat(readText(far, 3)).isEqualTo("bye");
          assertAtEnd(far);
          assertThatThrownBy(() -> near.write(bytes("more"))).isInstanceOf(IOException.class);
        });
  }

  @Test
  void aHalfClosedStreamStillReceives() {
    connected(
        (near, far) -> {
          Assumptions.assumeTrue(near.canHalfClose(), near + " cannot be half-closed");
          near.shutdownOutput();
          assertAtEnd(far);
          writeAll(far, bytes("answer"));
          assertThat(readText(near, 6)).isEqualTo("answer");
        });
  }

  @Test
  void writingToOneWhoIsGoneFails() {
    connected(
        (near, far) -> {
          far.close();
          assertThatThrownBy(() -> writeForEver(near)).isInstanceOf(IOException.class);
        });
  }

  private static void writeForEver(ByteStream stream) throws IOException {
    for (int total = 0; total < BOUND; total += 8192) {
      writeAll(stream, ByteBuffer.allocate(8192));
    }
  }

  @Test
  void aClosedStreamRefusesEverything() {
    connected(
        (near, _) -> {
          assertThat(near.isClosed()).isFalse();
          near.close();
          near.close();
          assertThat(near.isClosed()).isTrue();
          assertThatThrownBy(() -> near.read(ByteBuffer.allocate(1)))
              .isInstanceOf(IOException.class);
          assertThatThrownBy(() -> near.write(bytes("x"))).isInstanceOf(IOException.class);
          assertThatThrownBy(near::shutdownOutput).isInstanceOf(IOException.class);
          assertThatThrownBy(near::awaitReadable).isInstanceOf(IOException.class);
          assertThatThrownBy(near::awaitWritable).isInstanceOf(IOException.class);
        });
  }

  // ---- waiting

  @Test
  void aReaderIsWokenByData() {
    connected(
        (near, far) -> {
          Task<String> reading = createTask(() -> readText(far, 4));
          letOthersRun();
          assertThat(reading.done()).isFalse();
          writeAll(near, bytes("data"));
          assertThat(reading.await()).isEqualTo("data");
        });
  }

  @Test
  void aReaderIsWokenByTheEnd() {
    connected(
        (near, far) -> {
          Task<@Nullable Void> reading = createTask(() -> assertAtEnd(far));
          letOthersRun();
          near.close();
          reading.await();
        });
  }

  @Test
  void closingWakesTheReader() {
    connected(
        (near, _) -> {
          Task<Integer> reading = createTask(() -> readSome(near, ByteBuffer.allocate(1)));
          letOthersRun();
          near.close();
          assertThatThrownBy(reading::await).isInstanceOf(IOException.class);
        });
  }

  @Test
  void closingWakesTheWriter() {
    connected(
        (near, _) -> {
          fill(near);
          Task<@Nullable Void> writing = createTask(() -> near.awaitWritable());
          letOthersRun();
          near.close();
          assertThatThrownBy(writing::await).isInstanceOf(IOException.class);
        });
  }

  @Test
  void aWriterThatWaitsLearnsThatThePeerIsGone() {
    connected(
        (near, far) -> {
          int taken = fill(near);
          Task<@Nullable Void> writing = createTask(() -> writeForEver(near));
          letOthersRun();
          far.close();
          assertThatThrownBy(writing::await).isInstanceOf(IOException.class);
          assertThat(taken).isPositive();
        });
  }

  @Test
  void aSecondReaderIsRefusedAndToldOfTheFirst() {
    connected(
        (near, far) -> {
          Task<@Nullable Void> first = createTask("the first", () -> far.awaitReadable());
          letOthersRun();
          assertThatThrownBy(far::awaitReadable)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("the first waits already for");
          writeAll(near, bytes("x"));
          first.await();
        });
  }

  @Test
  void aCancelledWaitLeavesNothingBehind() {
    connected(
        (near, far) -> {
          Task<@Nullable Void> cancelled = createTask(() -> far.awaitReadable());
          letOthersRun();
          cancelled.cancel();
          assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
          Task<String> next = createTask(() -> readText(far, 4));
          letOthersRun();
          writeAll(near, bytes("data"));
          assertThat(next.await()).isEqualTo("data");
        });
  }

  // ---- callbacks

  /** Counts calls. Who waits for them does not wait for time, which stands still meanwhile. */
  private static final class Calls implements Runnable {

    private final WaitQueue waiting = new WaitQueue();
    private int count;

    @Override
    public void run() {
      count++;
      waiting.wakeAll();
    }

    void await(int atLeast) {
      while (count < atLeast) {
        waiting.await(this);
      }
    }
  }

  @Test
  void theCallbackIsCalledAsLongAsThereIsSomethingToRead() {
    connected(
        (near, far) -> {
          Calls calls = new Calls();
          far.onReadable(calls);
          letOthersRun();
          assertThat(calls.count).isZero();
          writeAll(near, bytes("data"));
          calls.await(3);
          assertThat(readText(far, 2)).isEqualTo("da");
          calls.await(calls.count + 3);
          far.onReadable(null);
          int before = calls.count;
          letOthersRun();
          assertThat(calls.count).isEqualTo(before);
          assertThat(readText(far, 2)).isEqualTo("ta");
        });
  }

  @Test
  void aCallbackTellsOfTheEnd() {
    connected(
        (near, far) -> {
          Calls calls = new Calls();
          far.onReadable(calls);
          near.close();
          calls.await(1);
          assertAtEnd(far);
        });
  }

  @Test
  void theCallbackIsCalledAsLongAsThereIsRoomToWrite() {
    connected(
        (near, _) -> {
          Calls calls = new Calls();
          near.onWritable(calls);
          calls.await(3);
          near.onWritable(null);
        });
  }

  @Test
  void theCallbackIsCalledWhenThereIsRoomAgain() {
    connected(
        (near, far) -> {
          int taken = fill(near);
          Calls calls = new Calls();
          near.onWritable(
              () -> {
                calls.run();
                near.onWritable(null);
              });
          letOthersRun();
          drain(far, taken);
          calls.await(1);
        });
  }

  @Test
  void aCallbackMayCloseTheStream() {
    connected(
        (near, far) -> {
          AtomicInteger calls = new AtomicInteger();
          far.onReadable(
              () -> {
                calls.incrementAndGet();
                far.close();
              });
          writeAll(near, bytes("x"));
          while (!far.isClosed()) {
            sleep(MOMENT);
          }
          letOthersRun();
          assertThat(calls).hasValue(1);
        });
  }

  // ---- information

  @Test
  void nothingIsKnownUnderANameThatNobodyKnows() {
    connected((near, _) -> assertThat(near.extraInfo("no such name")).isNull());
  }
}
