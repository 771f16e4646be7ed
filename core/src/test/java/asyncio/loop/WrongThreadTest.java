package asyncio.loop;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.Action;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.List;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other threads may not do while a loop runs, and what they may. Debug mode is not needed. */
@ExtendWith(NoLeaks.class)
class WrongThreadTest {

  private static void onAnotherThread(Action check) throws Exception {
    try (var executor = Executors.newSingleThreadExecutor()) {
      executor
          .submit(
              () -> {
                check.run();
                return null;
              })
          .get();
    }
  }

  @Test
  void isRefusedEverythingThatIsNotThreadsafe() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<String> future = createFuture();
          Task<?> task = createTask(() -> future.await());
          sleep(ZERO);
          List<ThrowingCallable> operations =
              List.of(
                  () -> loop.callSoon(() -> {}),
                  () -> loop.callLater(ZERO, () -> {}),
                  () -> loop.callAt(0, () -> {}),
                  () -> loop.createTask(() -> {}),
                  () -> loop.runInExecutor(null, () -> "never"),
                  loop::stop,
                  () -> future.setResult("never"),
                  () -> future.setException(new IllegalStateException("never")),
                  () -> future.addDoneCallback(_ -> {}),
                  () -> future.removeDoneCallback(_ -> {}),
                  future::cancel,
                  task::cancel);
          onAnotherThread(() -> operations.forEach(WrongThreadTest::assertRefused));
          assertThat(future.done()).isFalse();
          assertThat(task.cancelling()).isZero();
          future.setResult("set by the right thread");
          task.await();
        });
  }

  private static void assertRefused(ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not thread-safe")
        .hasMessageContaining(Thread.currentThread().toString())
        .hasMessageContaining("callSoonThreadsafe");
  }

  @Test
  void cannotSuspend() {
    run(
        () -> {
          Future<String> future = createFuture();
          onAnotherThread(
              () ->
                  assertThatThrownBy(future::await)
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("runs none")
                      .hasMessageContaining("runCoroutineThreadsafe"));
          getRunningLoop()
              .callSoon(
                  () ->
                      assertThatThrownBy(() -> sleep(ZERO))
                          .hasMessageContaining("a callback is none"));
        });
  }

  @Test
  void mayLook() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Task<?> task = createTask("looked at", () -> createFuture().await());
          sleep(ZERO);
          onAnotherThread(
              () -> {
                assertThat(loop.isRunning()).isTrue();
                assertThat(loop.isClosed()).isFalse();
                assertThat(loop.time()).isPositive();
                assertThat(loop.allTasks()).contains(task);
                assertThat(task.getName()).isEqualTo("looked at");
                assertThat(task.toString()).contains("looked at").contains("pending");
                assertThat(task.getStack()).isNotNull();
              });
        });
  }

  @Test
  void mayDoAnythingWhileTheLoopDoesNotRun() throws Exception {
    try (EventLoop loop = newEventLoop()) {
      Future<String> future = loop.createFuture();
      onAnotherThread(
          () -> {
            loop.callSoon(() -> {});
            loop.createTask(() -> {});
            future.setResult("set elsewhere");
          });
      assertThat(loop.runUntilComplete(future)).isEqualTo("set elsewhere");
    }
  }
}
