package asyncio.iteration;

import asyncio.engine.Fiber;
import asyncio.engine.SideStack;
import asyncio.failure.Sneaky;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.lang.ref.Cleaner;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The running part of a generator: its body, where it stands, and what passes between it and
 * whoever asks. Loop thread only, but for {@link #closeSoon}.
 *
 * <p>It must not know its {@link AsyncGenerator}, whose collection is the sign that nobody can ask
 * any more.
 */
final class GeneratorFrame<T extends @Nullable Object, S> implements Yielder<T, S>, AutoCloseable {

  private static final class Collected {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private enum State {
    CREATED,
    RUNNING,
    SUSPENDED,
    FINISHED
  }

  private final String name;
  private @Nullable GeneratorBody<T, S> body;
  private State state = State.CREATED;

  // From the first step on.
  private @Nullable EventLoop loop;
  private @Nullable SideStack stack;
  private Cleaner.@Nullable Cleanable forgetAtCollection;
  private @Nullable Runnable forgetAtShutdown;

  // While the body runs.
  private @Nullable Fiber user;
  private @Nullable Thread thread;
  private @Nullable Object context;
  private @Nullable Consumer<? super T> consumer;
  private @Nullable Throwable consumerFailure;
  private boolean closing;

  // What passes in and out.
  private @Nullable S sent;
  private @Nullable Throwable thrown;
  private @Nullable T item;
  private @Nullable Throwable failure;

  GeneratorFrame(GeneratorBody<T, S> body) {
    this.name = nameOf(body);
    this.body = body;
  }

  /** A lambda's class name says where it stands and nothing more. */
  private static String nameOf(Object code) {
    String name = code.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "lambda in " + name.substring(0, lambda);
  }

  boolean isCreated() {
    return state == State.CREATED;
  }

  // ---- pulled

  /**
   * Runs the body to its next yield, and returns what it yields.
   *
   * @param handle whose collection means that nobody can ask any more
   */
  T resume(Object handle, String operation, @Nullable S value, @Nullable Throwable exception) {
    Fiber caller = checkUsable(operation);
    if (state == State.CREATED) {
      checkFirstStep(value, exception);
    } else if (state == State.FINISHED) {
      throw new StopAsyncIteration();
    }
    sent = value;
    thrown = exception;
    step(caller, handle);
    return outcome();
  }

  private void checkFirstStep(@Nullable S value, @Nullable Throwable exception) {
    if (exception != null) {
      finish();
      throw Sneaky.raise(exception);
    }
    if (value != null) {
      throw new IllegalStateException(
          "a value is sent to the yield where a generator stands, and "
              + this
              + " has not begun; take its first item with anext() before");
    }
  }

  /**
   * From the first line on it is in use: another task may run in between, for example while this
   * one waits for a monitor of the JDK's.
   */
  private void step(Fiber caller, Object handle) {
    State before = enter(caller);
    try {
      SideStack bodyStack = stack;
      if (bodyStack == null) {
        bodyStack = begin(caller, handle);
      }
      thread = bodyStack.thread();
      context = caller.context;
      bodyStack.enter(caller);
    } catch (Throwable cannotSwitch) {
      state = before;
      throw cannotSwitch;
    } finally {
      user = null;
    }
  }

  private State enter(Fiber caller) {
    State before = state;
    state = State.RUNNING;
    user = caller;
    return before;
  }

  private SideStack begin(Fiber caller, Object handle) {
    SideStack bodyStack = caller.newSideStack(this::live);
    EventLoop running = CurrentLoop.running();
    loop = running;
    forgetAtCollection = Collected.CLEANER.register(handle, this::closeSoon);
    forgetAtShutdown = running.closeAtShutdown(this);
    stack = bodyStack;
    return bodyStack;
  }

  @SuppressWarnings("NullAway") // the item is null only if null was yielded
  private T outcome() {
    if (state == State.SUSPENDED) {
      T yielded = item;
      item = null;
      return yielded;
    }
    Throwable ending = failure;
    failure = null;
    throw ending == null ? new StopAsyncIteration() : Sneaky.raise(ending);
  }

  /** The body, on its side stack. */
  private void live() {
    failure = run();
    finish();
  }

  /** Runs the body to its end; returns what it threw. */
  private @Nullable Throwable run() {
    try {
      Objects.requireNonNull(body).run(this);
      return null;
    } catch (StopAsyncIteration stop) {
      return new IllegalStateException(
          this
              + " threw StopAsyncIteration, which would look like its end; return from the body"
              + " instead",
          stop);
    } catch (Throwable ending) {
      return ending;
    }
  }

  private void finish() {
    if (stack != null) {
      forget();
    }
    body = null;
    stack = null;
    thread = null;
    state = State.FINISHED;
  }

  private void forget() {
    loop = null; // there is nothing to close any more
    Objects.requireNonNull(forgetAtCollection).clean();
    Objects.requireNonNull(forgetAtShutdown).run();
    forgetAtCollection = null;
    forgetAtShutdown = null;
  }

  // ---- pushed

  /** Runs the body to its end in the caller. */
  void push(Consumer<? super T> sink) {
    enter(checkUsable("forEach"));
    thread = Thread.currentThread();
    consumer = sink;
    Throwable ending = run();
    Throwable cause = consumerFailure;
    consumer = null;
    consumerFailure = null;
    finish();
    user = null;
    if (cause != null && (ending == null || ending instanceof GeneratorExit)) {
      throw Sneaky.raise(cause);
    } else if (ending != null) {
      if (cause != null) {
        ending.addSuppressed(cause);
      }
      throw Sneaky.raise(ending);
    }
  }

  private void give(Consumer<? super T> sink, T value) {
    if (consumerFailure != null) {
      throw ignoredExit();
    }
    try {
      sink.accept(value);
    } catch (Throwable unwilling) {
      consumerFailure = unwilling;
      throw new GeneratorExit();
    }
  }

  // ---- the body's side

  @Override
  @SuppressWarnings("NamedLikeContextualKeyword")
  public @Nullable S yield(T value) {
    if (Thread.currentThread() != thread || state != State.RUNNING) {
      throw new IllegalStateException(
          "yield is for the body of "
              + this
              + " alone, while it runs; another task, thread or"
              + " generator called it");
    }
    Consumer<? super T> sink = consumer;
    if (sink != null) {
      give(sink, value);
      return null;
    }
    handOver(value);
    return received();
  }

  private void handOver(T value) {
    if (Objects.requireNonNull(user).context != context) {
      throw new IllegalStateException(
          this
              + " cannot yield inside of Context.run, or whoever asked would go on in that context;"
              + " yield after it");
    }
    item = value;
    state = State.SUSPENDED;
    try {
      Objects.requireNonNull(stack).leave();
    } catch (Throwable cannotSwitch) {
      state = State.RUNNING;
      throw cannotSwitch;
    }
  }

  private @Nullable S received() {
    Throwable exception = thrown;
    if (exception != null) {
      thrown = null;
      throw Sneaky.raise(exception);
    }
    S value = sent;
    sent = null;
    return value;
  }

  // ---- the end

  /**
   * For the loop, which closes all that are open at once: a generator that iterates over another
   * one may be closing that already.
   */
  @Override
  public void close() {
    if (!closing) {
      closeNow();
    }
  }

  /** See {@link AsyncGenerator#close}. */
  void closeNow() {
    if (state == State.CREATED) {
      finish();
    }
    if (state == State.FINISHED) {
      return;
    }
    checkUsable("close");
    closing = true;
    try {
      resume(this, "close", null, new GeneratorExit());
    } catch (GeneratorExit | StopAsyncIteration ended) {
      return;
    } finally {
      closing = false;
    }
    throw ignoredExit();
  }

  private IllegalStateException ignoredExit() {
    return new IllegalStateException(
        this + " ignored GeneratorExit: it yields although it is being closed; let the exit pass");
  }

  /** Nobody can ask any more: a task of the loop will close it. Any thread. */
  void closeSoon() {
    EventLoop open = loop;
    if (open != null && !open.isClosed()) {
      open.callSoonThreadsafe(
          () -> {
            if (state == State.SUSPENDED) {
              open.createTask(this::close);
            }
          });
    }
  }

  // ---- checks

  private Fiber checkUsable(String operation) {
    Fiber caller = Fiber.current();
    if (caller == null) {
      throw new IllegalStateException(
          operation
              + " runs the body of a generator in the calling task, and "
              + Thread.currentThread()
              + " runs none; call it inside run(() -> …)");
    }
    if (state == State.RUNNING) {
      throw new IllegalStateException(
          nameOf(caller)
              + " cannot use "
              + this
              + " while "
              + nameOf(Objects.requireNonNull(user))
              + " is inside; one task at a time may, so let one task iterate and share the items"
              + " with a queue");
    }
    if (loop != null && loop != caller.loop) {
      throw new IllegalStateException(
          this + " belongs to the loop in which it began; make a generator for each loop");
    }
    return caller;
  }

  private static String nameOf(Fiber fiber) {
    return fiber.task instanceof Task<?> task ? task.getName() : "a callback";
  }

  @Override
  public String toString() {
    return "<AsyncGenerator " + name + " " + state.name().toLowerCase(Locale.ROOT) + ">";
  }
}
