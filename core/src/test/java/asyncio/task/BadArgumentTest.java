package asyncio.task;

import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.ensureFuture;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.runCoroutineThreadsafe;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.timeout;
import static asyncio.Asyncio.timeoutAt;
import static asyncio.Asyncio.toThread;
import static asyncio.Asyncio.waitFor;
import static asyncio.Asyncio.wrapFuture;
import static asyncio.support.Refusals.assertIllegalArgument;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import asyncio.Asyncio;
import asyncio.context.Context;
import asyncio.spi.Clock;
import asyncio.spi.Poller;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Arguments that no state could make right: null, NaN, negative, empty, of another loop. */
class BadArgumentTest {

  private static void doNothing() {}

  // ---- null

  private static void assertNull(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  @Test
  void nullCoroutines() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          assertNull("coroutine", () -> createTask((Coroutine<String>) null));
          assertNull("action", () -> createTask((Action) null));
          assertNull("coroutine", () -> loop.createTask((Coroutine<String>) null));
          assertNull("options", () -> loop.createTask(() -> "value", null));
          assertNull("awaitable", () -> ensureFuture((Coroutine<String>) null));
          assertNull("awaitable", () -> shield(null));
          assertNull("awaitable", () -> waitFor((Awaitable<String>) null, seconds(1)));
          assertNull("action", () -> waitFor((Action) null, seconds(1)));
          assertNull("awaitable", () -> gather((Awaitable<String>) null));
          assertNull("action", () -> gather((Action) null));
          assertNull("awaitables", () -> gather((Collection<? extends Awaitable<String>>) null));
          assertNull("awaitables", () -> asCompleted((Collection<Coroutine<String>>) null));
          assertNull("stage", () -> wrapFuture((CompletionStage<String>) null));
          assertNull("awaitable", () -> runCoroutineThreadsafe((Awaitable<String>) null, loop));
          assertNull("loop", () -> runCoroutineThreadsafe(BadArgumentTest::doNothing, null));
        });
  }

  @Test
  void nullPrograms() {
    assertNull("main", () -> run((Awaitable<String>) null));
    assertNull("action", () -> run((Action) null));
    assertNull("options", () -> run((RunOptions) null, BadArgumentTest::doNothing));
  }

  @Test
  void nullBlocksAndDurations() {
    run(
        () -> {
          assertNull("block", () -> timeout(null, (Coroutine<String>) null));
          assertNull("action", () -> timeout(null, (Action) null));
          assertNull("action", () -> taskGroup((ScopeAction<TaskGroup>) null));
          assertNull("body", () -> taskGroup((ScopeBody<TaskGroup, String>) null));
          assertNull("duration", () -> sleep(null));
          assertNull("futures", () -> Asyncio.wait((Collection<Future<String>>) null));
          assertNull("returnWhen", () -> Asyncio.wait(List.of(createFuture()), null, null));
        });
  }

  @Test
  void nullInTheMembersOfAGroup() {
    run(
        () -> {
          assertNull("awaitable", () -> gather(Arrays.asList((Future<String>) null)));
          assertNull("awaitable", () -> Asyncio.wait(Arrays.asList((Future<String>) null)));
          assertNull("awaitable", () -> asCompleted(Arrays.asList((Future<String>) null)));
        });
  }

  @Test
  void nullCallbacks() {
    try (EventLoop loop = newEventLoop()) {
      assertNull("callback", () -> loop.callSoon(null));
      assertNull("context", () -> loop.callSoon(BadArgumentTest::doNothing, null));
      assertNull("callback", () -> loop.callSoonThreadsafe(null));
      assertNull("callback", () -> loop.callLater(seconds(1), null));
      assertNull("duration", () -> loop.callLater(null, BadArgumentTest::doNothing));
      assertNull("callback", () -> loop.callAt(1, null));
      assertNull("callback", () -> loop.createFuture().addDoneCallback(null));
      assertNull("context", () -> loop.createFuture().addDoneCallback(done -> {}, (Context) null));
      assertNull("callback", () -> loop.createFuture().removeDoneCallback(null));
      assertNull("exception", () -> loop.createFuture().setException(null));
      assertNull("context", () -> loop.callExceptionHandler(null));
      assertNull("message", () -> ErrorContext.of(null));
    }
  }

  @Test
  void nullThreadWork() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          assertNull("code", () -> loop.runInExecutor(null, null));
          assertNull("code", () -> toThread((Callable<String>) null));
          assertNull("action", () -> toThread((Action) null));
          assertNull("executor", () -> loop.setDefaultExecutor(null));
        });
  }

  @Test
  void nullParts() {
    assertNull("clock", () -> new EventLoop(null, Poller.parking()));
    assertNull("poller", () -> new EventLoop(Clock.system(), null));
    assertNull("newName", () -> run(() -> createTask(() -> "value").setName(null)));
  }

  // ---- numbers

  @Test
  void notANumber() {
    assertIllegalArgument(
        () -> seconds(Double.NaN), "must be a number of seconds", "NaN", "zero by zero");
    assertIllegalArgument(
        () -> timeoutAt(Double.NaN), "must be a number of seconds", "NaN", "use null for none");
    try (EventLoop loop = newEventLoop()) {
      assertIllegalArgument(
          () -> loop.callAt(Double.NaN, BadArgumentTest::doNothing),
          "must be a number of seconds",
          "NaN",
          "count from loop.time()");
    }
  }

  @Test
  void reschedulingToNotANumberLeavesTheTimeoutAsItWas() throws Exception {
    run(
        () ->
            timeoutAt(null)
                .run(
                    (Timeout scope) -> {
                      assertIllegalArgument(
                          () -> scope.reschedule(Double.NaN),
                          "must be a number of seconds",
                          "NaN",
                          "use null for none");
                      assertThat(scope.when()).isNull();
                      return null;
                    }));
  }

  @Test
  void negativeSlowCallbackDuration() {
    try (EventLoop loop = newEventLoop()) {
      assertIllegalArgument(
          () -> loop.setSlowCallbackDuration(Duration.ofSeconds(-1)),
          "must not be negative",
          "PT-1S",
          "use zero");
    }
  }

  @Test
  void negativeAndHugeTimesWhereTheyHaveAMeaning() throws Exception {
    run(
        () -> {
          sleep(Duration.ofSeconds(Long.MIN_VALUE));
          Future<String> fired = createFuture();
          TimerHandle never =
              getRunningLoop()
                  .callLater(
                      Duration.ofSeconds(Long.MAX_VALUE),
                      () -> fired.setException(new AssertionError("too early")));
          getRunningLoop().callLater(seconds(-1), () -> fired.setResult("at once"));
          String result = timeout(Duration.ofSeconds(Long.MAX_VALUE), () -> fired.await());
          assertThat(result).isEqualTo("at once");
          assertThat(
                  waitFor(() -> sleep(seconds(0), "in time"), Duration.ofSeconds(Long.MAX_VALUE)))
              .isEqualTo("in time");
          never.cancel();
        });
  }

  // ---- nothing

  @Test
  void waitOnNothing() {
    run(
        () ->
            assertIllegalArgument(
                () -> Asyncio.wait(List.<Future<String>>of()),
                "wait needs at least one task or future",
                "the collection is empty",
                "check isEmpty() first"));
  }

  // ---- futures of another loop

  @Test
  void futuresOfAnotherLoop() {
    try (EventLoop other = newEventLoop()) {
      Future<String> foreign = other.createFuture();
      run(
          () -> {
            assertForeign(() -> gather(foreign));
            assertForeign(() -> Asyncio.wait(List.of(foreign)));
            assertForeign(() -> asCompleted(List.of(foreign)));
            assertForeign(() -> shield(foreign));
            assertForeign(() -> ensureFuture(foreign));
            assertForeign(() -> waitFor(foreign, Duration.ZERO));
          });
      assertThat(foreign.done()).isFalse();
    }
  }

  private static void assertForeign(ThrowingCallable call) {
    assertIllegalArgument(
        call,
        "belongs to a different loop than",
        "<Future pending>",
        "runCoroutineThreadsafe(future, loop)");
  }
}
