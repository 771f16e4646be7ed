package asyncio.iteration;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Items that a piece of code yields, as Python's asynchronous generators; made by {@link
 * asyncio.Asyncio#generator}. Loop thread only, usable once, by one task at a time.
 *
 * <p>The body begins when the first item is asked for. Each step runs in the task and context of
 * whoever asks, up to the next {@code yield}, and suspends where the body does; a cancellation
 * strikes inside the body. Tasks may take turns. A step is two switches of stacks and gives way to
 * nobody; {@link #forEach} and the terminal operations of {@link #stream} run the body in the
 * caller without any.
 *
 * <p><b>Closing.</b> {@link #close} runs the {@code finally} blocks of the body; use the generator
 * in a {@code try}-with-resources ({@code contextlib.aclosing}). One that is left open, such as by
 * a {@code break}, is closed by a task of its loop when it has been collected, at the latest by
 * {@code shutdownAsyncgens}, which is part of {@code run}.
 *
 * <p>The body has a thread of its own while it is iterated: it does not see the caller's {@link
 * ThreadLocal} and {@link ScopedValue} bindings, nor the caller its.
 *
 * @param <T> the type of the items
 * @param <S> the type of what is sent to the body; {@code ?} if nothing is
 */
public final class AsyncGenerator<T extends @Nullable Object, S>
    implements AsyncIterator<T>, AutoCloseable {

  private final GeneratorFrame<T, S> frame;

  private AsyncGenerator(GeneratorBody<T, S> body) {
    this.frame = new GeneratorFrame<>(Objects.requireNonNull(body, "body"));
  }

  /** See {@link asyncio.Asyncio#generator}. */
  public static <T extends @Nullable Object, S> AsyncGenerator<T, S> of(GeneratorBody<T, S> body) {
    return new AsyncGenerator<>(body);
  }

  /**
   * The next item; {@code __anext__}. Suspends where the body does. What the body throws comes out
   * unchanged, and ends the generator.
   *
   * @throws StopAsyncIteration if the body has returned, failed or was closed
   * @throws IllegalStateException if a task is inside the generator, if the caller is in no loop or
   *     in another one than at the first step, or if the body has thrown a {@link
   *     StopAsyncIteration}
   */
  @Override
  public T anext() {
    return resume("anext", null, null);
  }

  /**
   * Goes on with {@code value} as the result of the {@code yield} where the body stands; {@code
   * asend}. Otherwise as {@link #anext}.
   *
   * @param value null is the same as {@link #anext}
   * @throws IllegalStateException if it is not null and the body has not begun ({@code TypeError}
   *     in Python), and as {@link #anext} does
   */
  public T send(@Nullable S value) {
    return resume("send", value, null);
  }

  /**
   * Throws {@code exception} at the {@code yield} where the body stands; {@code athrow}. Returns
   * the next item if the body catches it. One that has not begun ends without having run.
   *
   * @throws StopAsyncIteration if the body catches it and ends, or has ended before
   * @throws IllegalStateException as {@link #anext} does
   */
  public T throwInto(Throwable exception) {
    return resume("throwInto", null, Objects.requireNonNull(exception, "exception"));
  }

  private T resume(String operation, @Nullable S value, @Nullable Throwable exception) {
    try {
      return frame.resume(this, operation, value, exception);
    } finally {
      Reference.reachabilityFence(this); // else it might be collected, and closed, meanwhile
    }
  }

  /**
   * Throws {@link GeneratorExit} at the {@code yield} where the body stands, and runs it to its
   * end; {@code aclose}. Suspends where its {@code finally} blocks do. One that has not begun never
   * runs; closing again does nothing. What the body throws instead comes out.
   *
   * @throws IllegalStateException if the body yields once more, and as {@link #anext} does
   */
  @Override
  public void close() {
    try {
      frame.closeNow();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Gives every item that is left to {@code consumer}. If nothing was taken before, the body runs
   * in the caller, and {@code yield} calls the consumer: no switch. Both may suspend.
   *
   * <p>What the consumer throws comes out, after the generator was closed at that item.
   *
   * @throws IllegalStateException as {@link #anext} and {@link #close} do
   */
  @Override
  public void forEach(Consumer<? super T> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    if (frame.isCreated()) {
      frame.push(consumer);
    } else {
      pull(consumer);
    }
  }

  private void pull(Consumer<? super T> consumer) {
    for (T item : this) {
      try {
        consumer.accept(item);
      } catch (Throwable failure) {
        closeAfter(failure);
        throw failure;
      }
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (Throwable another) {
      another.addSuppressed(failure);
      throw another;
    }
  }

  /** Where its code is and what state it is in. */
  @Override
  public String toString() {
    return frame.toString();
  }
}
