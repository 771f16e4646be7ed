package asyncio.resource;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.exitStack;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.with;
import static asyncio.support.Refusals.assertIllegalState;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.Action;
import asyncio.task.Future;
import asyncio.task.ScopeAction;
import asyncio.task.ScopeBody;
import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exits that are collected, run in reverse order, and moved. */
class ExitStackTest {

  private final List<String> log = new ArrayList<>();
  private final IOException failure = new IOException("of the block");

  private Exit logging(String name) {
    return seen -> {
      log.add(name + (seen == null ? "" : " sees " + seen.getMessage()));
      return false;
    };
  }

  // ---- order and failures

  @Test
  void runsEverythingInReverseOrder() {
    exitStack(
        (ExitStack stack) -> {
          AutoCloseable resource = () -> log.add("closed");
          assertThat(stack.enter(resource)).isSameAs(resource);
          assertThat(stack.enter(Leaving.by(logging("manager")))).isEqualTo("scripted");
          stack.push(logging("exit"));
          stack.callback(() -> log.add("callback"));
          log.add("body");
        });
    assertThat(log).containsExactly("body", "callback", "exit", "manager", "closed");
  }

  @Test
  void returnsTheValue() {
    assertThat(exitStack((ExitStack stack) -> stack.enter(Leaving.passing()) + "!"))
        .isEqualTo("passing!");
  }

  @Test
  void aFailureTravelsOutwards() {
    var replacement = new IllegalStateException("instead");
    exitStack(
        (ExitStack stack) -> {
          stack.push(logging("outermost"));
          stack.push(Leaving.swallowing());
          stack.push(logging("outer"));
          stack.push(
              _ -> {
                throw replacement;
              });
          stack.push(logging("inner"));
          throw failure;
        });
    assertThat(log).containsExactly("inner sees of the block", "outer sees instead", "outermost");
    assertThat(replacement).hasSuppressedException(failure);
  }

  @Test
  void aFailureThatWasSwallowedIsNotSuppressedUnderALaterOne() {
    var later = new IllegalStateException("later");
    assertThatThrownBy(
            () ->
                exitStack(
                    (ExitStack outer) -> {
                      ExitStack inner = new ExitStack();
                      outer.push(inner);
                      inner.push(
                          _ -> {
                            throw later;
                          });
                      inner.push(Leaving.swallowing());
                      throw failure;
                    }))
        .isSameAs(later)
        .hasNoSuppressedExceptions();
  }

  @Test
  void aFailureOfAnExitIsSeenAndSwallowedFurtherOut() {
    Leaving outer = Leaving.swallowing();
    String value =
        exitStack(
            (ExitStack stack) -> {
              stack.enter(outer);
              stack.callback(
                  () -> {
                    throw failure;
                  });
              return "value";
            });
    assertThat(value).isEqualTo("value");
    assertThat(outer.seen).containsExactly(failure);
  }

  @Test
  void aStackInAStackSeesTheFailure() {
    exitStack(
        (ExitStack outer) -> {
          ExitStack inner = outer.enter(new ExitStack());
          inner.push(Leaving.swallowing());
          outer.push(logging("outer"));
          inner.push(logging("inner"));
          throw failure;
        });
    assertThat(log).containsExactly("outer sees of the block", "inner sees of the block");
  }

  @Test
  void isWhatWithRunsToo() {
    with(
        new ExitStack(),
        (ExitStack stack) -> {
          stack.push(Leaving.swallowing());
          throw failure;
        });
  }

  @Test
  void anExitMayAddExits() {
    exitStack(
        (ExitStack stack) -> {
          stack.push(logging("outer"));
          stack.callback(() -> stack.push(logging("late")));
        });
    assertThat(log).containsExactly("late", "outer");
  }

  @Test
  void aManagerThatCannotBeEnteredLeavesTheStackAsItWas() {
    exitStack(
        (ExitStack stack) -> {
          stack.push(logging("outer"));
          ContextManager<String> refusing =
              new ContextManager<>() {
                @Override
                public String enter() throws IOException {
                  throw failure;
                }

                @Override
                public boolean exit(Throwable failure) {
                  log.add("left");
                  return false;
                }
              };
          assertThatThrownBy(() -> stack.enter(refusing)).isSameAs(failure);
          assertThat(stack).hasToString("<ExitStack open exits=1>");
        });
    assertThat(log).containsExactly("outer");
  }

  // ---- close and popAll

  @Test
  void closeDoesNotSeeTheFailure() {
    assertThatThrownBy(
            () -> {
              try (ExitStack stack = new ExitStack()) {
                stack.push(logging("exit"));
                stack.push(Leaving.swallowing());
                throw failure;
              }
            })
        .isSameAs(failure);
    assertThat(log).containsExactly("exit");
  }

  @Test
  void aSecondCloseDoesNothing() {
    ExitStack stack = new ExitStack();
    stack.push(logging("exit"));
    stack.close();
    stack.close();
    assertThat(log).containsExactly("exit");
    assertThat(stack).hasToString("<ExitStack closed>");
  }

  @Test
  void whatAnExitThrowsComesOutOfClose() {
    ExitStack stack = new ExitStack();
    stack.push(logging("outer"));
    stack.callback(
        () -> {
          throw failure;
        });
    assertThatThrownBy(stack::close).isSameAs(failure);
    assertThat(log).containsExactly("outer sees of the block");
  }

  @Test
  void popAllMovesTheExits() {
    ExitStack kept =
        exitStack(
            (ExitStack stack) -> {
              stack.push(logging("a"));
              stack.push(logging("b"));
              return stack.popAll();
            });
    assertThat(log).isEmpty();
    kept.push(logging("c"));
    kept.close();
    assertThat(log).containsExactly("c", "b", "a");
  }

  // ---- bad input

  @Test
  void nulls() {
    ExitStack stack = new ExitStack();
    assertNull("manager", () -> stack.enter((ContextManager<String>) null));
    assertNull("resource", () -> stack.enter((AutoCloseable) null));
    assertNull("exit", () -> stack.push(null));
    assertNull("action", () -> stack.callback(null));
    assertNull("manager", () -> with((ContextManager<String>) null, (String _) -> {}));
    assertNull("resource", () -> with((AutoCloseable) null, (AutoCloseable _) -> {}));
    assertNull("action", () -> exitStack((ScopeAction<ExitStack>) null));
    assertNull("block", () -> exitStack((ScopeBody<ExitStack, String>) null));
    assertThat(stack).hasToString("<ExitStack open>");
  }

  private static void assertNull(String parameter, Action call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage(parameter);
  }

  @Test
  void aClosedStackTakesNothing() {
    ExitStack stack = new ExitStack();
    stack.close();
    assertIllegalState(
        () -> stack.push(logging("late")), "only until it is closed", "closed", "make a new one");
    assertIllegalState(
        () -> stack.enter(Leaving.by(logging("late"))), "only until", "closed", "make a new one");
    assertIllegalState(stack::popAll, "only while it is open", "closed", "make a new one");
  }

  @Test
  void aTransferredStackTakesNothing() {
    ExitStack stack = new ExitStack();
    stack.popAll().close();
    assertIllegalState(
        () -> stack.callback(() -> {}),
        "only until",
        "transferred by popAll",
        "use the stack that popAll returned");
    assertIllegalState(
        stack::popAll,
        "only while it is open",
        "transferred",
        "use the stack that popAll returned");
  }

  @Test
  void anExitMustNotCloseItsStack() {
    ExitStack stack = new ExitStack();
    stack.push(logging("outer"));
    stack.callback(stack::close);
    assertIllegalState(stack::close, "is unwound once", "closing exits=1", "leave that");
    assertThat(log).hasSize(1).first().asString().startsWith("outer sees an exit stack is unwound");
  }

  /** Nobody else would ever leave it. */
  @Test
  void whatIsEnteredWhileAnotherTaskClosesTheStackIsLeftAtOnce() {
    run(
        () -> {
          ExitStack stack = new ExitStack();
          Future<String> slow = createFuture();
          Task<String> entering =
              createTask(
                  () ->
                      stack.enter(
                          new ContextManager<>() {
                            @Override
                            public String enter() {
                              return slow.await();
                            }

                            @Override
                            public boolean exit(Throwable seen) {
                              log.add("left");
                              return true;
                            }
                          }));
          sleep(ZERO);
          stack.close();
          slow.setResult("value");
          assertIllegalState(entering::await, "only until", "closed", "make a new one");
          assertThat(log).containsExactly("left");
        });
  }
}
