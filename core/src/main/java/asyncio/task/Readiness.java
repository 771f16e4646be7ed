package asyncio.task;

import asyncio.spi.ReadyListener;
import asyncio.spi.Watch;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a channel can be read from or written to; {@link EventLoop#readiness} gives it. Loop
 * thread only.
 *
 * <p>Being ready is a hint: try the operation, wait here if it would block, try again. For each of
 * the two sides, reading (accepting is reading) and writing (connecting is writing), one task may
 * wait, or one callback may be set that is called in every iteration in which the side is ready.
 */
public final class Readiness {

  private static final int READING = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITING = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  private final EventLoop loop;
  private final SelectableChannel channel;
  private final Side reading = new Side("readable");
  private final Side writing = new Side("writable");
  private final Watch watch;
  private int interest;
  private boolean closed;
  private @Nullable Object owner;

  private Readiness(EventLoop loop, SelectableChannel channel) throws IOException {
    checkNonBlocking(channel);
    this.loop = loop;
    this.channel = channel;
    this.watch = loop.scheduler().poller().watch(channel, new Listener());
  }

  static Readiness of(EventLoop loop, SelectableChannel channel) throws IOException {
    Readiness present = ofWatched(loop, channel);
    return present == null ? new Readiness(loop, channel) : present;
  }

  static @Nullable Readiness ofWatched(EventLoop loop, SelectableChannel channel) {
    Objects.requireNonNull(channel, "channel");
    ReadyListener present = loop.scheduler().poller().watcherOf(channel);
    return present instanceof Listener listener ? listener.readiness() : null;
  }

  /** What the poller knows of this. */
  private final class Listener implements ReadyListener {

    @Override
    public void ready(int operations) {
      if ((operations & READING) != 0) {
        readyToRead();
      }
      if ((operations & WRITING) != 0) {
        readyToWrite();
      }
    }

    @Override
    public void closed() {
      channelClosed();
    }

    Readiness readiness() {
      return Readiness.this;
    }
  }

  /** One direction: who is told that it is ready. */
  private static final class Side {

    private final String name;
    private @Nullable Turn turn;
    private @Nullable Handle callback;

    Side(String name) {
      this.name = name;
    }

    boolean isIdle() {
      return turn == null && callback == null;
    }
  }

  /** A task waits for a side to be ready. */
  private static final class Turn extends Future<@Nullable Void> {

    private final Object subject;
    private final Side side;

    Turn(EventLoop loop, Object subject, Side side) {
      super(loop);
      this.subject = subject;
      this.side = side;
    }

    @Override
    public String toString() {
      return Texts.shorten(subject) + " to be " + side.name;
    }
  }

  // ---- on the bare thread

  /**
   * What is read next arrives with the next event, so the interest stays, which spares the poller
   * two calls per message; it goes when an event finds nobody.
   */
  private void readyToRead() {
    if (reading.isIdle()) {
      setInterest(interest & ~READING);
    } else {
      tell(reading);
    }
  }

  /** A channel is nearly always writable, so the interest goes as soon as somebody was told. */
  private void readyToWrite() {
    tell(writing);
    if (writing.callback == null) {
      setInterest(interest & ~WRITING);
    }
  }

  private void channelClosed() {
    wake(reading);
    wake(writing);
    removeReader();
    removeWriter();
  }

  private static void wake(Side side) {
    Turn turn = side.turn;
    side.turn = null;
    if (turn != null && !turn.done()) {
      turn.completeWithResult(null);
    }
  }

  private void tell(Side side) {
    wake(side);
    Handle callback = side.callback;
    if (callback != null) {
      loop.scheduler().add(callback);
    }
  }

  private void setInterest(int operations) {
    if (operations != interest) {
      interest = operations;
      watch.setInterest(operations);
    }
  }

  // ---- waiting

  /**
   * Refuses a channel that would block its caller.
   *
   * @throws IllegalArgumentException if it is in blocking mode
   */
  public static void checkNonBlocking(SelectableChannel channel) {
    if (channel.isBlocking()) {
      throw new IllegalArgumentException(
          "the socket must be non-blocking, and "
              + channel
              + " blocks; call configureBlocking(false) first");
    }
  }

  /**
   * Suspends until the channel can be read from or accepts, or the other end is gone. Cancellation
   * leaves nothing behind.
   *
   * @throws CancelledError if the task is cancelled
   * @throws AsynchronousCloseException if {@link #close} was called before or meanwhile
   * @throws IllegalStateException if the caller is not in a task of this loop, or if another task
   *     waits for the same
   */
  public void awaitReadable(Object subject) throws AsynchronousCloseException {
    await(reading, READING & channel.validOps(), subject);
  }

  /**
   * Suspends until the channel can be written to or is connected, or the other end is gone. See
   * {@link #awaitReadable}.
   *
   * @throws AsynchronousCloseException if {@link #close} was called before or meanwhile
   */
  public void awaitWritable(Object subject) throws AsynchronousCloseException {
    await(writing, writingOperation(), subject);
  }

  private int writingOperation() {
    return channel instanceof SocketChannel socket && !socket.isConnected()
        ? SelectionKey.OP_CONNECT
        : SelectionKey.OP_WRITE & channel.validOps();
  }

  private void await(Side side, int operations, Object subject) throws AsynchronousCloseException {
    Task<?> task = Task.current("waiting for a channel");
    if (closed) {
      throw new AsynchronousCloseException();
    }
    checkFree(side);
    Turn turn = new Turn(loop, subject, side);
    side.turn = turn;
    setInterest(interest | operations);
    try {
      task.await(turn);
    } finally {
      if (side.turn == turn) {
        side.turn = null;
      }
    }
    turn.result();
    if (!channel.isOpen()) {
      throw new AsynchronousCloseException();
    }
  }

  private void checkFree(Side side) {
    Turn present = side.turn;
    if (present != null && !present.done()) {
      throw new IllegalStateException(
          present.waiters().stream().findFirst().map(Task::getName).orElse("another task")
              + " waits already for "
              + present
              + "; let one task read and one task write");
    }
  }

  // ---- callbacks

  void setReader(Handle callback) {
    checkUnowned();
    set(reading, READING & channel.validOps(), callback);
  }

  void setWriter(Handle callback) {
    checkUnowned();
    set(writing, writingOperation(), callback);
  }

  private void set(Side side, int operations, Handle callback) {
    Handle previous = side.callback;
    if (previous != null) {
      previous.cancel();
    }
    side.callback = callback;
    setInterest(interest | operations);
  }

  boolean removeReader() {
    return remove(reading, READING);
  }

  boolean removeWriter() {
    return remove(writing, WRITING);
  }

  private boolean remove(Side side, int operations) {
    Handle callback = side.callback;
    if (callback == null) {
      return false;
    }
    callback.cancel();
    side.callback = null;
    if (side.turn == null) {
      setInterest(interest & ~operations);
    }
    return true;
  }

  // ---- ownership and end

  /**
   * Reserves the channel: {@link EventLoop#addReader} and the like refuse it from now on.
   *
   * @param newOwner as messages name it
   */
  public void claim(Object newOwner) {
    checkUnowned();
    owner = Objects.requireNonNull(newOwner, "newOwner");
  }

  /**
   * Refuses a channel that somebody has claimed.
   *
   * @throws IllegalStateException if somebody has
   */
  public void checkUnowned() {
    if (owner != null) {
      throw new IllegalStateException(
          channel + " is used by " + owner + "; go through that, or use a channel of your own");
    }
  }

  /**
   * Calls {@code callback} in every iteration in which the channel can be read from, until it is
   * replaced by another or by null. For the channel's owner; others use {@link
   * EventLoop#addReader}.
   */
  public void onReadable(@Nullable Runnable callback) {
    if (callback == null) {
      removeReader();
    } else {
      set(reading, READING & channel.validOps(), loop.handle(callback));
    }
  }

  /**
   * Calls {@code callback} in every iteration in which the channel can be written to, until it is
   * replaced by another or by null. For the channel's owner; others use {@link
   * EventLoop#addWriter}.
   */
  public void onWritable(@Nullable Runnable callback) {
    if (callback == null) {
      removeWriter();
    } else {
      set(writing, writingOperation(), loop.handle(callback));
    }
  }

  /**
   * Ends the watch. Tasks that wait get {@link AsynchronousCloseException}, callbacks are removed.
   * The channel stays open.
   */
  public void close() {
    closed = true;
    removeReader();
    removeWriter();
    fail(reading);
    fail(writing);
    watch.end();
  }

  private static void fail(Side side) {
    Turn turn = side.turn;
    side.turn = null;
    if (turn != null && !turn.done()) {
      turn.completeWithException(new AsynchronousCloseException());
    }
  }

  /** The channel, and who waits. */
  @Override
  public String toString() {
    return "<Readiness of "
        + channel
        + (reading.isIdle() ? "" : ", reading")
        + (writing.isIdle() ? "" : ", writing")
        + ">";
  }
}
