package asyncio.loop;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.runCoroutineThreadsafe;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other threads may ask a running loop and its tasks. */
@ExtendWith(NoLeaks.class)
class OtherThreadsTest {

  @Test
  void mayLook() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Task<?> task = createTask("looked at", () -> createFuture().await());
          sleep(ZERO);
          try (var executor = Executors.newSingleThreadExecutor()) {
            executor.submit(() -> look(loop, task)).get();
          }
        });
  }

  private static void look(EventLoop loop, Task<?> task) {
    assertThat(loop.isRunning()).isTrue();
    assertThat(loop.isClosed()).isFalse();
    assertThat(loop.time()).isPositive();
    assertThat(loop.allTasks()).contains(task);
    assertThat(loop.toString()).contains("running");
    assertThat(task.getName()).isEqualTo("looked at");
    assertThat(task.toString()).contains("looked at").contains("pending");
    assertThat(task.getStack())
        .extracting(StackTraceElement::getClassName)
        .contains(OtherThreadsTest.class.getName());
  }

  /** The list of tasks is walked while the loop changes it. */
  @Test
  void mayAskForTheTasksAtAnyMoment() throws Exception {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Task<?> oldest = createTask("oldest", () -> createFuture().await());
          sleep(ZERO);
          Thread watcher =
              Thread.ofPlatform()
                  .start(
                      () -> {
                        while (!Thread.interrupted()) {
                          assertThat(loop.allTasks()).contains(oldest);
                        }
                      });
          for (int i = 0; i < 20_000; i++) {
            createTask(() -> sleep(ZERO));
            sleep(ZERO);
          }
          assertThat(watcher.isAlive()).isTrue();
          watcher.interrupt();
          watcher.join();
        });
  }

  /** Neither the one that the loop began nor the one that it did not even look at. */
  @Test
  void doNotWaitForEverForAClosedLoop() {
    CompletableFuture<?> begun;
    CompletableFuture<?> unseen;
    try (EventLoop loop = newEventLoop()) {
      begun = runCoroutineThreadsafe(() -> createFuture().await(), loop);
      loop.runUntilComplete(() -> sleep(ZERO));
      unseen = runCoroutineThreadsafe(() -> sleep(ZERO), loop);
      loop.setExceptionHandler((_, _) -> {}); // the pending task
    }
    for (CompletableFuture<?> outcome : List.of(begun, unseen)) {
      assertThatThrownBy(outcome::join)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the event loop was closed before this was done");
    }
  }
}
