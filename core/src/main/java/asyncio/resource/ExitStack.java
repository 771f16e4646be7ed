package asyncio.resource;

import asyncio.task.Action;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exits that are collected while a block runs, and run in reverse order when it is left; {@code
 * contextlib.AsyncExitStack}. Used by one task at a time.
 *
 * <p>A failure travels outwards: each exit sees what those before made of it, and may swallow or
 * replace it. Every exit runs exactly manager, whatever the others do and even if the task is
 * cancelled meanwhile.
 *
 * <p>Run it as {@link asyncio.Asyncio#exitStack exitStack(stack -> …)}: then the exits see how the
 * block was left. In a try-with-resources statement they cannot: {@link #close} runs them as if all
 * was in order, and what they throw is suppressed under the failure of the block.
 */
public final class ExitStack implements Exit, AutoCloseable {

  private enum State {
    OPEN("open"),
    CLOSING("closing"),
    CLOSED("closed"),
    TRANSFERRED("transferred by popAll");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  private final Deque<Exit> exits = new ArrayDeque<>();
  private State state = State.OPEN;

  /** An empty stack; see {@link asyncio.Asyncio#exitStack}. */
  public ExitStack() {}

  // ---- collecting

  /**
   * Enters a manager, to be left with this stack; {@code enter_async_context}. Suspends where the
   * manager does. If it fails or is cancelled, the stack is as before.
   *
   * @return the value of the manager
   * @throws IllegalStateException if the stack is closed or transferred; if that happens while the
   *     manager is being entered, it is left again first
   */
  public <T extends @Nullable Object> T enter(ContextManager<T> manager) {
    Objects.requireNonNull(manager, "manager");
    checkTakesExits();
    ContextManager<T> once = BlockManager.anew(manager);
    T value = With.enter(once);
    try {
      checkTakesExits();
    } catch (IllegalStateException tooLate) {
      Throwable left = Failures.after(once, tooLate);
      throw Failures.raise(left == null ? tooLate : left);
    }
    exits.push(once);
    return value;
  }

  /**
   * Takes a resource, to be closed with this stack. Does not suspend.
   *
   * @return the resource
   * @throws IllegalStateException if the stack is closed or transferred; the resource stays the
   *     caller's
   */
  public <C extends AutoCloseable> C enter(C resource) {
    return enter(ContextManager.closing(resource));
  }

  /**
   * Adds an exit, for example that of a manager which was entered already; {@code push_async_exit}.
   * Does not suspend.
   *
   * @throws IllegalStateException if the stack is closed or transferred
   */
  public void push(Exit exit) {
    Objects.requireNonNull(exit, "exit");
    checkTakesExits();
    exits.push(exit);
  }

  /**
   * Adds code to be run however the block ends; {@code push_async_callback}. It may suspend when it
   * runs. Does not suspend itself.
   *
   * @throws IllegalStateException if the stack is closed or transferred
   */
  public void callback(Action action) {
    Objects.requireNonNull(action, "action");
    push(
        _ -> {
          action.run();
          return false;
        });
  }

  /**
   * Moves all exits to a new stack and leaves this one with nothing to do; {@code pop_all}. So a
   * block that opens several things keeps them if all went well, and undoes them if not. Does not
   * suspend.
   *
   * @throws IllegalStateException if the stack is closed, closing or transferred
   */
  public ExitStack popAll() {
    if (state != State.OPEN) {
      throw unusable("an exit stack hands over its exits only while it is open");
    }
    ExitStack heir = new ExitStack();
    heir.exits.addAll(exits);
    exits.clear();
    state = State.TRANSFERRED;
    return heir;
  }

  /** An exit that runs already may still add others. */
  private void checkTakesExits() {
    if (state == State.CLOSED || state == State.TRANSFERRED) {
      throw unusable("an exit stack takes exits only until it is closed or transferred");
    }
  }

  private IllegalStateException unusable(String rule) {
    return new IllegalStateException(
        rule
            + ", and this one is "
            + state.word
            + (state == State.TRANSFERRED
                ? "; use the stack that popAll returned"
                : "; make a new one"));
  }

  // ---- unwinding

  /**
   * Runs the exits, the latest first. Suspends where they do. Done at most manager: afterwards, and
   * after {@link #popAll}, there is nothing to run.
   *
   * @param failure how the block was left
   * @return whether the failure was swallowed
   * @throws Exception what took the failure's place
   * @throws IllegalStateException if the stack is closing already: an exit of it or another task
   *     calls this
   */
  @Override
  public boolean exit(@Nullable Throwable failure) throws Exception {
    Throwable inFlight = unwind(failure);
    if (inFlight != null && inFlight != failure) {
      throw Failures.raise(inFlight);
    }
    return failure != null && inFlight == null;
  }

  /** Runs the exits and returns what is in flight in the end. */
  @Nullable Throwable unwind(@Nullable Throwable failure) {
    if (state == State.CLOSING) {
      throw new IllegalStateException(
          "an exit stack is unwound once, and "
              + this
              + " is at it already; leave that to the one who began");
    }
    if (state != State.OPEN) {
      return failure;
    }
    state = State.CLOSING;
    Throwable inFlight = failure;
    while (!exits.isEmpty()) {
      inFlight = Failures.after(exits.pop(), inFlight);
    }
    state = State.CLOSED;
    return inFlight;
  }

  /**
   * Runs the exits, the latest first, as if the block had ended in order; {@code aclose}. Suspends
   * where they do. A second call does nothing. What an exit threw comes out unchanged, checked or
   * not, unless a later one swallowed or replaced it.
   *
   * @throws IllegalStateException as {@link #exit} does
   */
  @Override
  public void close() {
    try {
      exit(null);
    } catch (Exception failure) {
      throw Failures.raise(failure);
    }
  }

  /** The state, and how many exits there are to run. */
  @Override
  public String toString() {
    return "<ExitStack " + state.word + (exits.isEmpty() ? "" : " exits=" + exits.size()) + ">";
  }
}
