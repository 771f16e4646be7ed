package asyncio.task;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalState;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever changes a running loop is refused to threads that the loop does not run. */
class WrongThreadTest {

  private static void doNothing() {}

  /** Asserts in a thread of the executor, while the loop runs. */
  private static void assertRefusedToThreads(String operation, ThrowingCallable call) {
    toThread(
        () -> {
          Thread.currentThread().setName("a stranger");
          assertIllegalState(
              call,
              operation + " is not thread-safe",
              "called from Thread[#" + Thread.currentThread().threadId() + ",a stranger",
              "wrap the call: loop.callSoonThreadsafe(() -> …)");
        });
  }

  @Test
  void scheduling() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          assertRefusedToThreads("callSoon", () -> loop.callSoon(WrongThreadTest::doNothing));
          assertRefusedToThreads(
              "callLater", () -> loop.callLater(seconds(1), WrongThreadTest::doNothing));
          assertRefusedToThreads("callAt", () -> loop.callAt(1, WrongThreadTest::doNothing));
          assertRefusedToThreads("stop", loop::stop);
          assertRefusedToThreads(
              "runInExecutor", () -> loop.runInExecutor(Runnable::run, () -> "value"));
          assertThat(loop.statistics().timers()).isZero();
        });
  }

  @Test
  void creatingTasks() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          assertRefusedToThreads("Task.create", () -> loop.createTask(WrongThreadTest::doNothing));
          assertRefusedToThreads(
              "Task.create",
              () -> loop.createTask(Coroutine.of(WrongThreadTest::doNothing), TaskOptions.eager()));
          taskGroup(
              group -> {
                assertRefusedToThreads(
                    "TaskGroup.createTask", () -> group.createTask(WrongThreadTest::doNothing));
              });
          assertThat(loop.allTasks()).hasSize(1);
        });
  }

  @Test
  void completingFutures() {
    run(
        () -> {
          Future<String> future = createFuture();
          assertRefusedToThreads("Future.setResult", () -> future.setResult("value"));
          assertRefusedToThreads(
              "Future.setException", () -> future.setException(new IOException()));
          assertRefusedToThreads("Future.cancel", future::cancel);
          assertRefusedToThreads(
              "Future.addDoneCallback", () -> future.addDoneCallback(done -> {}));
          assertRefusedToThreads(
              "Future.removeDoneCallback", () -> future.removeDoneCallback(done -> {}));
          assertThat(future.done()).isFalse();
        });
  }

  @Test
  void cancellingTasks() {
    run(
        () -> {
          Task<String> task = createTask(() -> "value");
          assertRefusedToThreads("Task.cancel", task::cancel);
          assertThat(task.cancelling()).isZero();
          assertThat(task.await()).isEqualTo("value");
        });
  }

  @Test
  void aRefusedCancelLeavesTheJobToItsExecutor() {
    run(
        () -> {
          List<Runnable> submitted = new ArrayList<>();
          Future<String> job = getRunningLoop().runInExecutor(submitted::add, () -> "value");
          assertRefusedToThreads("Future.cancel", job::cancel);
          submitted.getFirst().run();
          assertThat(job.await()).isEqualTo("value");
        });
  }

  /** A task of another loop is as much a stranger as a plain thread. */
  @Test
  void tasksOfAnotherLoop() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<String> future = createFuture();
          toThread(
              () ->
                  run(
                      () -> {
                        assertIllegalState(
                            () -> loop.callSoon(WrongThreadTest::doNothing),
                            "callSoon is not thread-safe",
                            "while the loop runs in another thread",
                            "loop.callSoonThreadsafe(() -> …)");
                        assertIllegalState(
                            () -> future.setResult("value"),
                            "Future.setResult is not thread-safe",
                            "while the loop runs in another thread",
                            "loop.callSoonThreadsafe(() -> …)");
                      }));
          assertThat(future.done()).isFalse();
        });
  }

  /** Before it runs, a loop belongs to whoever prepares it. */
  @Test
  void aLoopThatDoesNotRunTakesCallsFromAnyThread() throws InterruptedException {
    try (EventLoop loop = new EventLoop()) {
      Future<String> future = loop.createFuture();
      Thread stranger =
          Thread.ofPlatform().start(() -> loop.callSoon(() -> future.setResult("prepared")));
      stranger.join();
      assertThat(loop.runUntilComplete(future)).isEqualTo("prepared");
    }
  }
}
