package asyncio.task;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getEventLoop;
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
import static asyncio.support.Refusals.assertIllegalState;

import asyncio.Asyncio;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls at a place where they cannot work: loops in loops, waiting outside of tasks. */
class WrongPlaceTest {

  private final EventLoop idleLoop = newEventLoop();
  private final Future<String> pending = idleLoop.createFuture();

  @AfterEach
  void closeLoop() {
    idleLoop.close();
  }

  private static String thisThread() {
    return Thread.currentThread().toString();
  }

  private static void doNothing() {}

  // ---- a loop inside a loop

  @Test
  void runInsideRunningLoop() {
    run(
        () -> {
          currentTask().setName("the caller");
          assertIllegalState(
              () -> run(WrongPlaceTest::doNothing),
              "run() cannot be called from a running event loop",
              "the caller runs in one",
              "await the coroutine instead");
        });
  }

  @Test
  void runnerInsideRunningLoop() {
    run(
        () -> {
          currentTask().setName("the caller");
          try (Runner runner = new Runner()) {
            assertIllegalState(
                () -> runner.run(WrongPlaceTest::doNothing),
                "Runner.run cannot be called from a running event loop",
                "the caller runs in one",
                "await the coroutine instead");
          }
        });
  }

  @Test
  void runInsideCallback() {
    inCallback(
        () ->
            assertIllegalState(
                () -> run(WrongPlaceTest::doNothing),
                "run() cannot be called from a running event loop",
                "a callback runs in one",
                "createTask"));
  }

  @Test
  void loopInsideItself() {
    run(
        () -> {
          currentTask().setName("the caller");
          EventLoop loop = getRunningLoop();
          assertIllegalState(
              loop::runForever,
              "this event loop is already running",
              "the caller runs in it",
              "await instead");
          assertIllegalState(
              () -> loop.runUntilComplete(createFuture()),
              "this event loop is already running",
              "the caller runs in it",
              "await instead");
        });
  }

  @Test
  void otherLoopInsideLoop() {
    run(
        () -> {
          currentTask().setName("the caller");
          assertIllegalState(
              idleLoop::runForever,
              "cannot run an event loop while another one is running",
              "the caller runs in it",
              "run it in another thread");
        });
  }

  @Test
  void loopInTwoThreads() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          toThread(
              () ->
                  assertIllegalState(
                      loop::runForever,
                      "this event loop is already running",
                      "in another thread",
                      "callSoonThreadsafe"));
        });
  }

  @Test
  void closeInsideRunningLoop() {
    run(
        () ->
            assertIllegalState(
                getRunningLoop()::close, "cannot close", "a running event loop", "stop() it"));
  }

  @Test
  void runCoroutineThreadsafeInItsOwnLoop() {
    run(
        () -> {
          currentTask().setName("the caller");
          assertIllegalState(
              () -> runCoroutineThreadsafe(WrongPlaceTest::doNothing, getRunningLoop()),
              "runCoroutineThreadsafe is for other threads than the loop's own",
              "the caller runs there",
              "use createTask");
        });
  }

  // ---- waiting outside of any loop

  @Test
  void waitingOutsideOfAnyLoop() {
    assertNeedsTask("await", pending::await);
    assertNeedsTask("sleep", () -> sleep(seconds(0)));
    assertNeedsTask("waitFor", () -> waitFor(pending, seconds(1)));
    assertNeedsTask("wait", () -> Asyncio.wait(List.of(pending)));
    assertNeedsTask("toThread", () -> toThread(WrongPlaceTest::doNothing));
    assertNeedsTask("a task group", () -> taskGroup(group -> {}));
    assertNeedsTask("a timeout", () -> timeoutAt(1.0, WrongPlaceTest::doNothing));
  }

  private static void assertNeedsTask(String operation, ThrowingCallable call) {
    assertIllegalState(
        call, operation + " suspends a task", thisThread(), "call it inside run(() -> …)");
  }

  @Test
  void askingForTheLoopOutsideOfAnyLoop() {
    assertNeedsLoop(Asyncio::getRunningLoop);
    assertNeedsLoop(Asyncio::currentTask);
    assertNeedsLoop(Asyncio::allTasks);
    assertNeedsLoop(Asyncio::createFuture);
    assertNeedsLoop(() -> createTask(WrongPlaceTest::doNothing));
    assertNeedsLoop(() -> timeout(seconds(1)));
    assertNeedsLoop(() -> gather(WrongPlaceTest::doNothing));
    assertNeedsLoop(() -> shield(Coroutine.of(WrongPlaceTest::doNothing)));
    assertNeedsLoop(() -> Asyncio.asCompleted(List.of(Coroutine.of(WrongPlaceTest::doNothing))));
  }

  private static void assertNeedsLoop(ThrowingCallable call) {
    assertIllegalState(call, "no running event loop", thisThread(), "call");
  }

  @Test
  void gettingALoopThatWasNeverSet() {
    assertIllegalState(
        () -> getEventLoop(),
        "there is no current event loop",
        thisThread(),
        "setEventLoop(newEventLoop())");
  }

  // ---- waiting in a callback

  @Test
  void waitingInACallback() {
    inCallback(
        () -> {
          assertNotInCallback("await", () -> createFuture().await());
          assertNotInCallback("sleep", () -> sleep(seconds(0)));
          assertNotInCallback("waitFor", () -> waitFor(createFuture(), seconds(1)));
          assertNotInCallback("wait", () -> Asyncio.wait(List.of(createFuture())));
          assertNotInCallback("toThread", () -> toThread(WrongPlaceTest::doNothing));
          assertNotInCallback("await", () -> gather(WrongPlaceTest::doNothing));
          assertNotInCallback("a task group", () -> taskGroup(group -> {}));
          assertNotInCallback("a timeout", () -> timeout(seconds(1), WrongPlaceTest::doNothing));
        });
  }

  private static void assertNotInCallback(String operation, ThrowingCallable call) {
    assertIllegalState(
        call, operation + " suspends a task", "a callback is none", "createTask(() -> …)");
  }

  /** Runs an assertion in a callback, and fails if it does. */
  private static void inCallback(ThrowingCallable assertion) {
    run(
        () -> {
          Future<Void> checked = createFuture();
          getRunningLoop()
              .callSoon(
                  () -> {
                    try {
                      assertion.call();
                      checked.setResult(null);
                    } catch (Throwable failure) {
                      checked.setException(failure);
                    }
                  });
          checked.await();
        });
  }

  // ---- waiting for the wrong thing

  @Test
  void awaitingAFutureOfAnotherLoop() {
    run(
        () -> {
          currentTask().setName("the waiter");
          assertIllegalState(
              pending::await,
              "the waiter cannot await",
              "<Future pending>, which is attached to a different loop",
              "runCoroutineThreadsafe(future, loop)");
        });
  }

  @Test
  void awaitingOneself() {
    run(
        () -> {
          currentTask().setName("the waiter");
          assertIllegalState(
              () -> currentTask().await(),
              "cannot await itself",
              "the waiter",
              "let another task await it");
        });
  }

  @Test
  void loopThatBelongsToAnotherThreadKeepsRunning() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    idleLoop.callSoon(running::countDown);
    Thread thread = Thread.ofPlatform().start(idleLoop::runForever);
    running.await();
    assertIllegalState(
        idleLoop::close, "cannot close", "a running event loop", "when the run has returned");
    assertIllegalState(
        () -> idleLoop.runUntilComplete(pending),
        "already running",
        "in another thread",
        "runCoroutineThreadsafe");
    idleLoop.callSoonThreadsafe(idleLoop::stop);
    thread.join();
  }
}
