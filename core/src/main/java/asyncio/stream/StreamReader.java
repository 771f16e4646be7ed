package asyncio.stream;

import asyncio.task.CurrentLoop;
import asyncio.task.Task;
import asyncio.task.WaitQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads bytes, parts and lines that come when they come, as {@code asyncio.StreamReader}. Loop
 * thread only; one task reads at a time.
 *
 * <p>The reader of a connection reads from it when it is asked, and never ahead of what fits into a
 * transfer of 64 KiB. One that was made with {@code new} is fed by hand: {@link #feedData}, {@link
 * #feedEof}, {@link #setException}.
 *
 * <p>For every method that reads:
 *
 * <ul>
 *   <li>it <b>suspends</b> until it has what it was asked for;
 *   <li>a cancelled read <b>loses no byte</b>: the next one gets them;
 *   <li>it throws what was stored with {@link #setException}, and an {@link IOException} if the
 *       connection is lost; a connection that was closed here is at its end;
 *   <li>it throws {@link IllegalStateException} if another task is reading, and if it would have to
 *       suspend outside of a task.
 * </ul>
 */
public final class StreamReader implements Iterable<byte[]> {

  /** The limit unless another is given: 64 KiB. */
  public static final int DEFAULT_LIMIT = 64 << 10;

  /** Reads of at least this size go straight into the caller's memory. */
  private static final int LARGE = 4 << 10;

  private static final byte[] NEWLINE = {'\n'};
  private static final byte[] NOTHING = {};

  private final int limit;
  private final @Nullable Endpoint source;
  private final InboundBuffer buffer = new InboundBuffer();
  private final WaitQueue awaitingFood = new WaitQueue();
  private @Nullable Task<?> waiting;
  private @Nullable EndWatch endWatch;
  private @Nullable Throwable exception;
  private boolean eof;

  /** A reader to be fed by hand, with the default limit. */
  public StreamReader() {
    this(DEFAULT_LIMIT);
  }

  /**
   * A reader to be fed by hand.
   *
   * @param limit how many bytes a line or part may have, its separator not counted
   * @throws IllegalArgumentException if the limit is not positive
   */
  public StreamReader(int limit) {
    this(limit, null);
  }

  StreamReader(int limit, @Nullable Endpoint source) {
    checkLimit(limit);
    this.limit = limit;
    this.source = source;
  }

  static void checkLimit(int limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException(
          "the limit must be at least 1 byte, and is "
              + limit
              + "; it bounds the length of a line");
    }
  }

  // ---- bytes

  /** Reads until the end of the stream; {@code StreamReader.read()}. */
  public byte[] read() throws IOException {
    begin("read");
    while (!eof) {
      fill("read");
    }
    return buffer.take(buffer.size());
  }

  /**
   * Reads as soon as there is anything; {@code StreamReader.read(n)}.
   *
   * @param n how many bytes to read at most; negative: until the end of the stream
   * @return between 1 and {@code n} bytes; none at the end, or if {@code n} is 0
   */
  public byte[] read(int n) throws IOException {
    if (n < 0) {
      return read();
    }
    begin("read");
    if (n == 0) {
      return NOTHING;
    }
    if (source != null && buffer.isEmpty()) {
      return readArrived(n, source);
    }
    if (buffer.isEmpty()) {
      fill("read");
    }
    return buffer.take(Math.min(n, buffer.size()));
  }

  /** Spares what has just come the way through the buffer. */
  private byte[] readArrived(int n, Endpoint from) throws IOException {
    ByteBuffer arrived = pull("read", from);
    if (arrived == null) {
      return NOTHING;
    }
    byte[] result = new byte[Math.min(n, arrived.remaining())];
    arrived.get(result);
    keepRest(arrived, from);
    return result;
  }

  /**
   * Reads as soon as there is anything, into {@code target}. Large targets are filled without a
   * copy.
   *
   * @return how many bytes, -1 at the end of the stream; 0 only if there is no room
   */
  public int read(ByteBuffer target) throws IOException {
    begin("read");
    int room = target.remaining();
    if (room == 0) {
      return 0;
    }
    if (source != null && buffer.isEmpty() && room >= LARGE) {
      return readStraight(target, source);
    }
    if (buffer.isEmpty()) {
      fill("read");
    }
    int count = Math.min(room, buffer.size());
    buffer.takeInto(target, count);
    return count > 0 ? count : -1;
  }

  /**
   * Reads what is there, and never suspends; for instance to find out whether the other end has
   * closed a connection on which nothing is expected.
   *
   * @return how many bytes, 0 if none is there now (or there is no room), -1 at the end of the
   *     stream
   */
  public int tryRead(ByteBuffer target) throws IOException {
    begin("tryRead");
    int count = Math.min(target.remaining(), buffer.size());
    if (count > 0) {
      buffer.takeInto(target, count);
      return count;
    }
    if (eof || !target.hasRemaining()) {
      return eof ? -1 : 0;
    }
    int arrived = source == null ? 0 : source.read(target);
    eof = arrived < 0;
    return arrived;
  }

  private int readStraight(ByteBuffer target, Endpoint from) throws IOException {
    int count;
    do {
      awaitMore("read");
      count = eof ? -1 : from.read(target);
    } while (count == 0);
    eof |= count < 0;
    return count;
  }

  /** Reads as soon as there is anything, into an array; see {@link #readInto(byte[], int, int)}. */
  public int readInto(byte[] target) throws IOException {
    return readInto(target, 0, target.length);
  }

  /**
   * Reads as soon as there is anything, into a part of an array.
   *
   * @return how many bytes, -1 at the end of the stream; 0 only if {@code length} is 0
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public int readInto(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    begin("readInto");
    if (length == 0) {
      return 0;
    }
    int count = takeInto("readInto", target, offset, length);
    return count > 0 ? count : -1;
  }

  /** Puts at least a byte into the array, unless the stream ends: then 0. */
  private int takeInto(String operation, byte[] target, int offset, int length) throws IOException {
    if (source != null && buffer.isEmpty()) {
      ByteBuffer arrived = pull(operation, source);
      if (arrived == null) {
        return 0;
      }
      int count = Math.min(length, arrived.remaining());
      arrived.get(target, offset, count);
      keepRest(arrived, source);
      return count;
    }
    if (buffer.isEmpty()) {
      fill(operation);
    }
    int count = Math.min(length, buffer.size());
    buffer.takeInto(target, offset, count);
    return count;
  }

  /**
   * Reads exactly {@code n} bytes; {@code StreamReader.readexactly}. The limit does not count.
   *
   * @throws IncompleteReadError if the stream ends before; it has the bytes that came
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public byte[] readExactly(int n) throws IOException {
    if (n < 0) {
      throw new IllegalArgumentException(
          "readExactly needs a size of at least 0, and got " + n + "; read() reads to the end");
    }
    begin("readExactly");
    if (n > DEFAULT_LIMIT) {
      return readManyExactly(n);
    }
    while (buffer.size() < n) {
      if (eof) {
        throw new IncompleteReadError(buffer.take(buffer.size()), n);
      }
      fill("readExactly");
    }
    return buffer.take(n);
  }

  /**
   * Straight into the result. Its memory grows with what comes: a size that a peer has made up
   * costs nothing.
   */
  private byte[] readManyExactly(int n) throws IOException {
    byte[] result = new byte[Math.min(n, 16 * DEFAULT_LIMIT)];
    int filled = 0;
    try {
      while (filled < n) {
        if (filled == result.length) {
          result = Arrays.copyOf(result, (int) Math.min(n, 2L * filled));
        }
        int count = takeInto("readExactly", result, filled, result.length - filled);
        if (count == 0) {
          break;
        }
        filled += count;
      }
    } catch (Throwable interrupted) {
      buffer.add(result, 0, filled);
      throw interrupted;
    }
    if (filled < n) {
      throw new IncompleteReadError(Arrays.copyOf(result, filled), n);
    }
    return result;
  }

  // ---- lines and parts

  /**
   * Reads a line with its {@code \n}; {@code StreamReader.readline}.
   *
   * @return the line; at the end of the stream what is left, which may be nothing
   * @throws LimitOverrunError if the line is longer than the limit; what has come of it is dropped
   */
  public byte[] readLine() throws IOException {
    try {
      return readUntil(NEWLINE);
    } catch (IncompleteReadError end) {
      return end.partial();
    } catch (LimitOverrunError tooLong) {
      int consumed = tooLong.consumed();
      buffer.drop(buffer.has(NEWLINE, consumed) ? consumed + NEWLINE.length : buffer.size());
      throw tooLong;
    }
  }

  /**
   * Reads a line of text without its end ({@code \n} or {@code \r\n}), as {@link
   * java.io.BufferedReader#readLine}; null at the end of the stream.
   *
   * @throws LimitOverrunError if the line is longer than the limit; what has come of it is dropped
   */
  public @Nullable String readLine(Charset charset) throws IOException {
    byte[] line = readLine();
    return line.length == 0 ? null : new String(line, 0, lengthOfText(line), charset);
  }

  private static int lengthOfText(byte[] line) {
    int length = line.length;
    if (line[length - 1] != '\n') {
      return length;
    }
    return length > 1 && line[length - 2] == '\r' ? length - 2 : length - 1;
  }

  /**
   * Reads up to and including the first separator; {@code StreamReader.readuntil}. Of several, the
   * one that ends first counts.
   *
   * <p>The limit counts without the separator. Beyond it the data stays where it is; {@link
   * LimitOverrunError#consumed} says how much can be skipped.
   *
   * @throws IncompleteReadError if the stream ends without a separator; it has all that was left
   * @throws LimitOverrunError if the separator does not come within the limit
   * @throws IllegalArgumentException if there is no separator, or an empty one
   */
  public byte[] readUntil(byte[]... separators) throws IOException {
    SeparatorSearch search = new SeparatorSearch(separators);
    begin("readUntil");
    while (!search.findIn(buffer)) {
      if (search.scanned() > limit) {
        throw new LimitOverrunError(
            "the separator is not found, and the chunk exceeds the limit of " + limit + " bytes",
            search.scanned());
      }
      if (eof) {
        throw new IncompleteReadError(buffer.take(buffer.size()), null);
      }
      fill("readUntil");
    }
    if (search.matchStart() > limit) {
      throw new LimitOverrunError(
          "the separator is found, but the chunk is longer than the limit of " + limit + " bytes",
          search.matchStart());
    }
    return buffer.take(search.matchEnd());
  }

  /** The lines up to the end of the stream, see {@link #lines()}. */
  @Override
  public Iterator<byte[]> iterator() {
    return new ReadIterator<>(this::nextLine);
  }

  /**
   * The lines up to the end of the stream, each with its end; {@code async for line in reader}.
   * Getting the next one suspends and throws as {@link #readLine()} does, unchecked by the
   * compiler.
   */
  public Iterable<byte[]> lines() {
    return this;
  }

  /**
   * The lines of text up to the end of the stream, without their ends; see {@link
   * #readLine(Charset)}.
   */
  public Iterable<String> lines(Charset charset) {
    Objects.requireNonNull(charset, "charset");
    return () -> new ReadIterator<>(() -> readLine(charset));
  }

  /** What comes, as it comes, up to the end of the stream; see {@link #read(int)}. */
  public Iterable<byte[]> chunks() {
    return () -> new ReadIterator<>(() -> unlessEmpty(read(DEFAULT_LIMIT)));
  }

  private byte @Nullable [] nextLine() throws IOException {
    return unlessEmpty(readLine());
  }

  private static byte @Nullable [] unlessEmpty(byte[] bytes) {
    return bytes.length == 0 ? null : bytes;
  }

  // ---- state

  /**
   * Whether the end was met and everything before it was read; {@code StreamReader.at_eof}. The
   * reader of a connection meets the end when it reads.
   */
  public boolean atEof() {
    return eof && buffer.isEmpty();
  }

  /** What {@link #setException} has stored, or how the connection was lost, or null. */
  public @Nullable Throwable exception() {
    return exception == null && source != null ? source.failure() : exception;
  }

  /**
   * Reads ahead while no task reads, to notice the end: a server that is at work for a client wants
   * to know that it has left. What comes is kept for the next read; when it is more than the limit,
   * the watch is over. So it is with the next read, and with {@link #stopWatching}. Does not
   * suspend.
   *
   * @param onEnd is called once, by the loop, when the other end has closed, or the connection is
   *     lost, which {@link #exception} tells; not if it is closed here
   * @return false if the end has come already; then nothing is called
   * @throws IllegalStateException if a task is reading, or the reader is fed by hand
   */
  public boolean watchEnd(Runnable onEnd) {
    Objects.requireNonNull(onEnd, "onEnd");
    begin("watchEnd");
    if (source == null) {
      throw new IllegalStateException(
          "watchEnd is for the reader of a connection, and " + this + " is fed by hand");
    }
    if (eof) {
      return false;
    }
    EndWatch started = new EndWatch(this, source, onEnd);
    endWatch = started;
    return started.start();
  }

  /** Ends what {@link #watchEnd} began, if it is not over already. */
  public void stopWatching() {
    EndWatch watch = endWatch;
    if (watch != null) {
      endWatch = null;
      watch.stop();
    }
  }

  /** Takes what is there; returns false at the end. */
  boolean readAhead(Endpoint from) throws IOException {
    ByteBuffer arrived = from.transfer().borrow();
    try {
      int count = from.read(arrived);
      eof = count < 0;
      buffer.add(arrived.flip());
      return !eof;
    } finally {
      from.transfer().giveBack(arrived);
    }
  }

  boolean isFull() {
    return buffer.size() > limit;
  }

  // ---- feeding

  /**
   * Adds what a task may read; {@code StreamReader.feed_data}. Does not suspend; nothing bounds it.
   *
   * @throws IllegalStateException after {@link #feedEof}, and if the reader reads from a connection
   */
  public void feedData(byte[] data) {
    checkFed("feedData");
    if (eof) {
      throw new IllegalStateException("feedData after feedEof: nothing can follow the end");
    }
    if (data.length > 0) {
      buffer.add(data, 0, data.length);
      awaitingFood.wakeAll();
    }
  }

  /**
   * Marks the end; {@code StreamReader.feed_eof}.
   *
   * @throws IllegalStateException if the reader reads from a connection
   */
  public void feedEof() {
    checkFed("feedEof");
    eof = true;
    awaitingFood.wakeAll();
  }

  /**
   * Stores what every read throws from now on, the one that waits included; {@code
   * StreamReader.set_exception}. What is buffered is out of reach then.
   *
   * @throws IllegalStateException if the reader reads from a connection
   */
  public void setException(Throwable failure) {
    checkFed("setException");
    exception = Objects.requireNonNull(failure, "failure");
    awaitingFood.wakeAll();
  }

  private void checkFed(String operation) {
    if (source != null) {
      throw new IllegalStateException(
          operation
              + " is for a reader that is fed by hand, and "
              + this
              + " reads from a connection; make one with new StreamReader()");
    }
  }

  /**
   * Hands over what came before another layer was put under this reader.
   *
   * @throws IllegalStateException if a task is reading
   */
  ByteBuffer takeBuffered(String operation) {
    begin(operation);
    return ByteBuffer.wrap(buffer.take(buffer.size()));
  }

  // ---- waiting

  private void begin(String operation) {
    Task<?> other = waiting;
    if (other != null) {
      throw new IllegalStateException(
          operation
              + " by "
              + CurrentLoop.requireTask(operation).getName()
              + ": "
              + other.getName()
              + " is already waiting for data of "
              + this
              + "; let one task read, or take turns with a Lock");
    }
    stopWatching();
    throwStored();
  }

  private void throwStored() {
    Throwable stored = exception;
    if (stored != null) {
      throw ReadIterator.raise(stored);
    }
  }

  /** Gets more into the buffer, or meets the end. */
  private void fill(String operation) throws IOException {
    if (source == null) {
      if (!eof) {
        awaitMore(operation);
        throwStored();
      }
      return;
    }
    ByteBuffer arrived = pull(operation, source);
    if (arrived != null) {
      keepRest(arrived, source);
    }
  }

  /** What has come, in a borrowed buffer, or null at the end. */
  private @Nullable ByteBuffer pull(String operation, Endpoint from) throws IOException {
    while (!eof) {
      awaitMore(operation);
      ByteBuffer arrived = from.transfer().borrow();
      int count = 0;
      try {
        count = from.read(arrived);
      } finally {
        if (count <= 0) {
          from.transfer().giveBack(arrived);
        }
      }
      if (count > 0) {
        return arrived.flip();
      }
      eof = count < 0;
    }
    return null;
  }

  private void keepRest(ByteBuffer arrived, Endpoint from) {
    if (arrived.hasRemaining()) {
      buffer.add(arrived);
    }
    from.transfer().giveBack(arrived);
  }

  private void awaitMore(String operation) throws IOException {
    waiting = CurrentLoop.requireTask("StreamReader." + operation);
    try {
      if (source == null) {
        awaitingFood.await(this);
      } else {
        source.awaitInput();
      }
    } finally {
      waiting = null;
    }
  }

  /** How much is buffered, whether the end was met, where it reads from. */
  @Override
  public String toString() {
    return "<StreamReader"
        + (buffer.isEmpty() ? "" : " " + buffer.size() + " bytes")
        + (eof ? " eof" : "")
        + (exception == null ? "" : " exception=" + exception)
        + (source == null ? "" : " of " + source)
        + ">";
  }
}
