package asyncio.resource;

import static asyncio.Asyncio.contextManager;
import static asyncio.Asyncio.exitStack;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.with;
import static asyncio.support.Refusals.assertIllegalState;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.iteration.StopAsyncIteration;
import asyncio.task.Action;
import asyncio.task.ScopeAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Context managers made of a block, where the body is known and where enter and exit are apart. */
class BlockManagerTest {

  /** The same block has to do the same in each. */
  private enum Way {
    WITH {
      @Override
      <T> void use(ContextManager<T> manager, ScopeAction<T> body) {
        with(manager, body);
      }
    },
    STACK {
      @Override
      <T> void use(ContextManager<T> manager, ScopeAction<T> body) {
        exitStack(
            (ExitStack stack) -> {
              body.run(stack.enter(manager));
            });
      }
    },
    BY_HAND {
      @Override
      <T> void use(ContextManager<T> manager, ScopeAction<T> body) throws Exception {
        T value = manager.enter();
        try {
          body.run(value);
        } catch (Throwable failure) {
          if (!manager.exit(failure)) {
            throw failure;
          }
          return;
        }
        manager.exit(null);
      }
    };

    abstract <T> void use(ContextManager<T> manager, ScopeAction<T> body) throws Exception;
  }

  private final List<String> log = new ArrayList<>();
  private final IOException failure = new IOException("of the body");

  private void fail(Object ignored) throws IOException {
    throw failure;
  }

  private ContextManager<String> logging() {
    return contextManager(
        scope -> {
          sleep(ZERO);
          log.add("before");
          try {
            scope.yield("value");
            log.add("after");
          } finally {
            sleep(ZERO);
            log.add("finally");
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void runsAroundTheBody(Way way) {
    run(() -> way.use(logging(), log::add));
    assertThat(log).containsExactly("before", "value", "after", "finally");
  }

  @ParameterizedTest
  @EnumSource
  void eachUseRunsItAnew(Way way) {
    ContextManager<String> manager = logging();
    run(
        () -> {
          way.use(manager, log::add);
          way.use(manager, log::add);
        });
    assertThat(log).hasSize(8);
  }

  @ParameterizedTest
  @EnumSource(names = {"WITH", "STACK"})
  void usesOfOneManagerMayNest(Way way) {
    ContextManager<String> manager = logging();
    run(() -> way.use(manager, (String _) -> way.use(manager, log::add)));
    assertThat(log)
        .containsExactly("before", "before", "value", "after", "finally", "after", "finally");
  }

  @ParameterizedTest
  @EnumSource
  void theBodysFailureComesOutOfTheYield(Way way) {
    run(() -> assertThatThrownBy(() -> way.use(logging(), this::fail)).isSameAs(failure));
    assertThat(log).containsExactly("before", "finally");
    assertThat(failure).hasNoSuppressedExceptions();
  }

  @ParameterizedTest
  @EnumSource
  void aFailureThatIsCaughtIsSwallowed(Way way) {
    ContextManager<String> catching =
        contextManager(
            scope -> {
              try {
                scope.yield("value");
              } catch (IOException e) {
                log.add("caught " + e.getMessage());
              }
            });
    run(() -> way.use(catching, this::fail));
    assertThat(log).containsExactly("caught of the body");
  }

  @ParameterizedTest
  @EnumSource(names = {"WITH", "STACK"})
  void aFailureThatIsReplacedIsSuppressed(Way way) {
    ContextManager<String> replacing =
        contextManager(
            scope -> {
              try {
                scope.yield("value");
              } catch (IOException e) {
                throw new IllegalStateException("instead");
              }
            });
    run(
        () ->
            assertThatThrownBy(() -> way.use(replacing, this::fail))
                .hasMessage("instead")
                .hasSuppressedException(failure));
  }

  @ParameterizedTest
  @EnumSource
  void aBlockThatThrowsBeforeItYieldsWasNotEntered(Way way) {
    ContextManager<String> refusing =
        contextManager(
            _ -> {
              throw failure;
            });
    run(() -> assertThatThrownBy(() -> way.use(refusing, log::add)).isSameAs(failure));
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void mayYieldNull(Way way) {
    ContextManager<Object> nothing = contextManager(scope -> scope.yield(null));
    run(() -> way.use(nothing, value -> log.add("got " + value)));
    assertThat(log).containsExactly("got null");
  }

  /** What ends iterations is no end of a block. */
  @ParameterizedTest
  @EnumSource
  void aStopAsyncIterationOfTheBodyPasses(Way way) {
    var stop = new StopAsyncIteration();
    run(
        () ->
            assertThatThrownBy(
                    () ->
                        way.use(
                            logging(),
                            (String _) -> {
                              throw stop;
                            }))
                .isSameAs(stop));
    assertThat(log).containsExactly("before", "finally");
  }

  @Test
  void returnsTheBodysValue() {
    run(() -> assertThat(with(logging(), (String value) -> value + "!")).isEqualTo("value!"));
  }

  @Test
  void needsNoTaskWhereNothingSuspends() {
    assertThat(
            with(
                contextManager((ContextScope<String> scope) -> scope.yield("value")),
                String::length))
        .isEqualTo("value".length());
  }

  // ---- bad input

  @Test
  void noBlock() {
    assertThatNullPointerException()
        .isThrownBy(() -> contextManager((ScopeAction<ContextScope<String>>) null))
        .withMessage("block");
  }

  @ParameterizedTest
  @EnumSource
  void noYield(Way way) {
    ContextManager<String> idle = contextManager(_ -> log.add("ran"));
    run(
        () ->
            assertIllegalState(
                () -> way.use(idle, log::add), "exactly once", "didn't yield", "scope.yield"));
    assertThat(log).containsExactly("ran");
  }

  private ContextManager<String> yieldingTwice() {
    return contextManager(
        scope -> {
          try {
            scope.yield("first");
            scope.yield("second");
          } finally {
            log.add("finally");
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void aSecondYield(Way way) {
    run(
        () ->
            assertIllegalState(
                () -> way.use(yieldingTwice(), log::add),
                "exactly once",
                "didn't stop: it yields a second time, second",
                "after the first"));
    assertThat(log).containsExactly("first", "finally");
  }

  @ParameterizedTest
  @EnumSource(names = {"WITH", "STACK"})
  void aSecondYieldThatTheBlockHides(Way way) {
    ContextManager<String> retrying =
        contextManager(
            scope -> {
              for (int i = 0; i < 3; i++) {
                try {
                  scope.yield("attempt");
                } catch (Exception e) {
                  log.add("again");
                }
              }
            });
    run(
        () ->
            assertThatThrownBy(() -> way.use(retrying, this::fail))
                .hasMessageContaining("didn't stop")
                .hasSuppressedException(failure));
  }

  @Test
  void enteredTwiceByHand() {
    ContextManager<String> manager = logging();
    run(
        () -> {
          manager.enter();
          assertIllegalState(manager::enter, "once at a time", "entered already", "exit it first");
          manager.exit(null);
        });
    assertThat(log).containsExactly("before", "after", "finally");
  }

  @Test
  void exitedWithoutHavingBeenEntered() {
    assertIllegalState(
        () -> logging().exit(null), "only what was entered", "was not", "call enter() before");
  }

  @Test
  void enteredApartOutsideOfATask() {
    Action entering = () -> logging().enter();
    assertThatThrownBy(entering::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call it inside run");
  }
}
