package asyncio.task;

import static asyncio.Asyncio.coroutine;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.runCoroutineThreadsafe;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.timeoutAt;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.Asyncio;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Calls that come too early, too late or once too often. */
class WrongStateTest {

  private static void doNothing() {}

  private static void assertInvalidState(
      ThrowingCallable call, String rule, String actual, String remedy) {
    assertRefused(InvalidStateError.class, call, rule, actual, remedy);
  }

  // ---- futures

  @Test
  void outcomeOfAPendingFuture() {
    run(
        () -> {
          Future<String> future = createFuture();
          assertInvalidState(
              future::result,
              "result() needs a future that is done",
              "<Future pending> is pending",
              "await it instead");
          assertInvalidState(
              future::exception,
              "exception() needs a future that is done",
              "<Future pending> is pending",
              "await it instead");
        });
  }

  @Test
  void completingAFutureTwice() {
    run(
        () -> {
          Future<String> future = createFuture();
          future.setResult("first");
          assertInvalidState(
              () -> future.setResult("second"),
              "setResult completes a future once",
              "<Future finished result=first> is done already",
              "check done() first");
          assertInvalidState(
              () -> future.setException(new IOException("second")),
              "setException completes a future once",
              "<Future finished result=first> is done already",
              "check done() first");
          assertThat(future.result()).isEqualTo("first");
        });
  }

  @Test
  void completingACancelledFuture() {
    run(
        () -> {
          Future<String> future = createFuture();
          future.cancel();
          assertInvalidState(
              () -> future.setResult("too late"),
              "setResult completes a future once",
              "<Future cancelled> is done already",
              "check done() first");
        });
  }

  @Test
  void completingATaskFromOutside() {
    run(
        () -> {
          Task<String> task = createTask("a-task", () -> "its own");
          assertIllegalState(
              () -> task.setResult("another"),
              "a task does not support setResult",
              "a-task is one",
              "use createFuture()");
          assertIllegalState(
              () -> task.setException(new IOException()),
              "a task does not support setException",
              "a-task is one",
              "use createFuture()");
          assertThat(task.await()).isEqualTo("its own");
        });
  }

  // ---- coroutine objects

  @Test
  void coroutineObjectRunTwice() {
    run(
        () -> {
          CoroutineObject<String> once = new CoroutineObject<>("once", () -> "value");
          assertThat(once.await()).isEqualTo("value");
          assertIllegalState(
              once::await,
              "a coroutine object runs once",
              "<coroutine once> was awaited already",
              "call the method that makes it again");
          assertIllegalState(
              () -> createTask(once).await(),
              "a coroutine object runs once",
              "<coroutine once> was awaited already",
              "keep a task");
        });
  }

  @Test
  void coroutineObjectAfterClose() {
    run(
        () -> {
          CoroutineObject<Void> closed =
              new CoroutineObject<>("closed", Coroutine.of(WrongStateTest::doNothing));
          closed.close();
          assertIllegalState(
              closed::await,
              "a coroutine object runs once",
              "<coroutine closed> was closed",
              "call the method that makes it again");
        });
  }

  // ---- scopes

  @Test
  void timeoutEnteredTwice() throws Exception {
    run(
        () -> {
          Timeout timeout = timeoutAt(null);
          timeout.run(WrongStateTest::doNothing);
          assertIllegalState(
              () -> timeout.run(WrongStateTest::doNothing),
              "a timeout is good for one block",
              "this one has already been entered",
              "make a new one");
        });
  }

  @Test
  void timeoutRescheduledOutsideItsBlock() throws Exception {
    run(
        () -> {
          Timeout timeout = timeoutAt(null);
          assertIllegalState(
              () -> timeout.reschedule(1.0),
              "a timeout can be rescheduled only inside its block",
              "this one has not been entered",
              "give the deadline when you make it");
          timeout.run(WrongStateTest::doNothing);
          assertIllegalState(
              () -> timeout.reschedule(1.0),
              "a timeout can be rescheduled only inside its block",
              "this one is finished",
              "make a new one");
        });
  }

  @Test
  void taskGroupBeforeItsBlock() {
    run(
        () ->
            assertIllegalState(
                () -> new TaskGroup().createTask(WrongStateTest::doNothing),
                "a task group takes tasks only while it is active",
                "<TaskGroup> has not been entered",
                "create tasks inside its block"));
  }

  @Test
  void taskGroupAfterItsEnd() {
    run(
        () -> {
          AtomicReference<TaskGroup> kept = new AtomicReference<>();
          taskGroup(
              group -> {
                kept.set(group);
              });
          assertIllegalState(
              () -> kept.get().createTask(WrongStateTest::doNothing),
              "a task group takes tasks only while it is active",
              "<TaskGroup finished> is finished",
              "create tasks before its block ends");
          assertIllegalState(
              () -> kept.get().run(group -> "again"),
              "a task group is good for one block",
              "<TaskGroup finished> has already been entered",
              "make a new one");
        });
  }

  @Test
  void taskGroupThatIsShuttingDown() {
    run(
        () -> {
          CoroutineObject<Void> refused = coroutine(WrongStateTest::doNothing);
          try {
            taskGroup(
                (TaskGroup group) -> {
                  group.createTask(
                      () -> {
                        try {
                          createFuture().await();
                        } finally {
                          assertShuttingDown(() -> group.createTask(refused));
                        }
                      });
                  sleep(Duration.ZERO); // the task begins
                  throw new IOException("on purpose");
                });
          } catch (ExceptionGroup e) {
            assertThat(e.exceptions()).singleElement().isInstanceOf(IOException.class);
          }
          assertIllegalState(
              refused::await, "runs once", "was closed", "call the method that makes it again");
        });
  }

  private static void assertShuttingDown(ThrowingCallable call) {
    assertIllegalState(
        call,
        "a task group takes tasks only while it is active",
        "is shutting down because a task failed",
        "start the task outside of the group");
  }

  @Test
  void asCompletedBeyondItsEnd() {
    run(
        () -> {
          Iterator<Future<String>> iterator =
              Asyncio.<String>asCompleted(List.of(createTask(() -> "only"))).iterator();
          assertThat(iterator.next().result()).isEqualTo("only");
          assertRefused(
              NoSuchElementException.class,
              iterator::next,
              "asCompleted",
              "has given every future already",
              "ask hasNext() first");
        });
  }

  // ---- what was closed or stopped

  @Test
  void closedLoop() {
    EventLoop loop = newEventLoop();
    loop.close();
    assertClosed("callSoon", loop, () -> loop.callSoon(WrongStateTest::doNothing));
    assertClosed(
        "callSoonThreadsafe", loop, () -> loop.callSoonThreadsafe(WrongStateTest::doNothing));
    assertClosed("callLater", loop, () -> loop.callLater(seconds(1), WrongStateTest::doNothing));
    assertClosed("callAt", loop, () -> loop.callAt(1, WrongStateTest::doNothing));
    assertClosed("Task.create", loop, () -> loop.createTask(WrongStateTest::doNothing));
    assertClosed("runInExecutor", loop, () -> loop.runInExecutor(Runnable::run, () -> "value"));
    assertClosed("runForever", loop, loop::runForever);
    assertClosed("runUntilComplete", loop, () -> loop.runUntilComplete(() -> "value"));
    assertClosed(
        "callSoonThreadsafe", loop, () -> runCoroutineThreadsafe(WrongStateTest::doNothing, loop));
  }

  private static void assertClosed(String operation, EventLoop loop, ThrowingCallable call) {
    assertIllegalState(
        call, operation + " needs an open event loop", "this one is closed", "create a new loop");
    assertThat(loop.allTasks()).isEmpty();
  }

  @Test
  void closedRunner() {
    Runner runner = new Runner();
    assertThat(runner.run(() -> "value")).isEqualTo("value");
    runner.close();
    assertRunnerClosed(() -> runner.run(() -> "value"));
    assertRunnerClosed(runner::getLoop);
  }

  private static void assertRunnerClosed(ThrowingCallable call) {
    assertIllegalState(
        call, "a runner can be used until it is closed", "this one is closed", "make a new one");
  }

  @Test
  void loopThatIsStoppedBeforeItsResult() {
    try (EventLoop loop = newEventLoop()) {
      Future<String> future = loop.createFuture();
      loop.callSoon(loop::stop);
      assertIllegalState(
          () -> loop.runUntilComplete(future),
          "the event loop was stopped before",
          "<Future pending>",
          "run it again to finish it");
    }
  }
}
