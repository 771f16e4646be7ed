package asyncio.engine;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Virtual threads that a coroutine starts work, and are no part of the task. */
@ExtendWith(NoLeaks.class)
class InheritedSchedulerTest {

  @Test
  void aStartedThreadRunsAndCanBeJoined() {
    run(
        () -> {
          var result = new String[1];
          Thread thread = Thread.ofVirtual().start(() -> result[0] = "done");
          thread.join();
          assertThat(result[0]).isEqualTo("done");
        });
  }

  @Test
  void aStartedThreadIsInNoTask() {
    run(
        () -> {
          var outcome = new CompletableFuture<String>();
          Thread.ofVirtual()
              .start(
                  () -> {
                    assertThatThrownBy(() -> sleep(ZERO)).hasMessageContaining("runs none");
                    assertThatThrownBy(() -> currentTask())
                        .hasMessageContaining("no running event loop");
                    outcome.complete("in no task");
                  });
          assertThat(await(outcome)).isEqualTo("in no task");
        });
  }

  /** On the fast engine it runs on the loop's thread, so only while the coroutine gives way. */
  @Test
  @FastEngineOnly
  void aStartedThreadTakesTurnsWithTheLoop() {
    run(
        () -> {
          var ran = new AtomicBoolean();
          Thread thread = Thread.ofVirtual().start(() -> ran.set(true));
          long end = System.nanoTime() + 5_000_000; // time enough for a thread that could run
          while (System.nanoTime() < end) {
            assertThat(ran).isFalse();
          }
          thread.join();
          assertThat(ran).isTrue();
        });
  }

  @Test
  void anExecutorOfVirtualThreadsWorksInside() {
    run(
        () -> {
          List<Integer> results = new ArrayList<>();
          try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = executor.submit(() -> 1);
            var second = executor.submit(() -> 2);
            results.add(first.get());
            results.add(second.get());
          }
          assertThat(results).containsExactly(1, 2);
        });
  }

  @Test
  void aStartedThreadMayOutliveItsTask() {
    run(
        () -> {
          var gate = new CountDownLatch(1);
          var outcome = new CompletableFuture<String>();
          createTask(
                  () -> {
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                gate.await();
                                outcome.complete("woken");
                              } catch (InterruptedException e) {
                                outcome.completeExceptionally(e);
                              }
                            });
                  })
              .await();
          sleep(ZERO);
          gate.countDown();
          assertThat(await(outcome)).isEqualTo("woken");
        });
  }

  @Test
  void aStartedThreadMayOutliveItsLoop() throws Exception {
    var gate = new CountDownLatch(1);
    var outcome = new CompletableFuture<String>();
    run(
        () -> {
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      gate.await();
                      outcome.complete("woken");
                    } catch (InterruptedException e) {
                      outcome.completeExceptionally(e);
                    }
                  });
          sleep(ZERO);
          assertThat(getRunningLoop().isRunning()).isTrue();
        });
    gate.countDown();
    assertThat(outcome.get()).isEqualTo("woken");
  }
}
