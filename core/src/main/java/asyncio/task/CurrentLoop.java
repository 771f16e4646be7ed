package asyncio.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which loop and task the caller belongs to. Any thread. */
public final class CurrentLoop {

  private static final ThreadLocal<@Nullable EventLoop> OF_THREAD = new ThreadLocal<>();

  private CurrentLoop() {}

  /** See {@link asyncio.Asyncio#getRunningLoop}. */
  public static EventLoop running() {
    EventLoop loop = EventLoop.runningOrNull();
    if (loop == null) {
      throw new IllegalStateException(
          "no running event loop in "
              + Thread.currentThread()
              + "; call this inside run(() -> …), in a task or callback of a loop");
    }
    return loop;
  }

  /** See {@link asyncio.Asyncio#getEventLoop}. */
  public static EventLoop get() {
    EventLoop running = EventLoop.runningOrNull();
    EventLoop loop = running == null ? OF_THREAD.get() : running;
    if (loop == null) {
      throw new IllegalStateException(
          "there is no current event loop in "
              + Thread.currentThread()
              + "; call run(() -> …), or setEventLoop(newEventLoop()) first");
    }
    return loop;
  }

  /** See {@link asyncio.Asyncio#setEventLoop}. */
  public static void set(@Nullable EventLoop loop) {
    OF_THREAD.set(loop);
  }

  /** Whether the caller is a task or callback of {@code loop}. */
  public static boolean is(EventLoop loop) {
    return loop.isCurrent();
  }

  /** See {@link asyncio.Asyncio#currentTask}. */
  public static @Nullable Task<?> task() {
    Objects.requireNonNull(running());
    return Task.currentOrNull();
  }

  /** The running task, or null outside of any: for what suspends there and blocks elsewhere. */
  public static @Nullable Task<?> taskOrNull() {
    return Task.currentOrNull();
  }

  /**
   * The running task, for an operation that may suspend it.
   *
   * @param operation what was called, for the message
   * @throws IllegalStateException if the caller is not in a task
   */
  public static Task<?> requireTask(String operation) {
    return Task.current(operation);
  }

  /** Refuses an operation that would run a loop inside a loop. */
  public static void checkNone(String operation) {
    Runner.checkMayRun(operation);
  }
}
