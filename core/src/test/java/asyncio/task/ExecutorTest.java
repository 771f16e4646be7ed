package asyncio.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Blocking code in other threads. Executors that only collect their jobs make the order certain.
 */
class ExecutorTest {

  /** Keeps what it is given until the test runs it. */
  private static final class Collecting implements Executor {

    private final List<Runnable> jobs = new ArrayList<>();

    @Override
    public void execute(Runnable job) {
      jobs.add(job);
    }

    void runAll() {
      jobs.forEach(Runnable::run);
    }
  }

  // ---- an executor of one's own

  @Test
  void runsInAThreadOfTheExecutor() {
    run(
        () -> {
          try (ExecutorService pool =
              Executors.newSingleThreadExecutor(Thread.ofPlatform().name("my-own").factory())) {
            Future<String> name =
                getRunningLoop().runInExecutor(pool, () -> Thread.currentThread().getName());
            assertThat(name.await()).isEqualTo("my-own");
          }
        });
  }

  @Test
  void failureComesOutAsItIs() {
    IOException failure = new IOException("on purpose");
    run(
        () -> {
          Future<String> future =
              getRunningLoop()
                  .runInExecutor(
                      null,
                      () -> {
                        throw failure;
                      });
          assertThatThrownBy(future::await).isSameAs(failure);
        });
  }

  @Test
  void anExecutorMayRunItAtOnce() {
    run(
        () -> {
          Future<String> future = getRunningLoop().runInExecutor(Runnable::run, () -> "inline");
          assertThat(future.done()).isFalse();
          assertThat(future.await()).isEqualTo("inline");
        });
  }

  @Test
  void anExecutorMayRefuse() {
    run(
        () -> {
          ExecutorService pool = Executors.newCachedThreadPool();
          pool.shutdown();
          assertThatThrownBy(() -> getRunningLoop().runInExecutor(pool, () -> "never"))
              .isInstanceOf(RejectedExecutionException.class);
          assertThat(getRunningLoop().runInExecutor(null, () -> "goes on").await())
              .isEqualTo("goes on");
        });
  }

  @Test
  void aJobThatOutlivesTheLoopIsDropped() {
    Collecting executor = new Collecting();
    try (EventLoop loop = newEventLoop()) {
      loop.runInExecutor(executor, () -> "too late");
    }
    assertThatCode(executor::runAll).doesNotThrowAnyException();
  }

  // ---- the default executor

  @Test
  void defaultThreadsAreNamedDaemons() {
    run(
        () ->
            toThread(
                () -> {
                  assertThat(Thread.currentThread().getName()).matches("asyncio-\\d+_0");
                  assertThat(Thread.currentThread().isDaemon()).isTrue();
                }));
  }

  @Test
  void defaultThreadsAreLimited() {
    int limit = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    Set<String> names = new HashSet<>();
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          CountDownLatch allBusy = new CountDownLatch(limit);
          List<Future<String>> jobs =
              IntStream.range(0, 2 * limit)
                  .mapToObj(
                      i ->
                          loop.runInExecutor(
                              null,
                              () -> {
                                allBusy.countDown();
                                allBusy.await();
                                return Thread.currentThread().getName();
                              }))
                  .toList();
          names.addAll(gather(jobs));
        });
    assertThat(names).hasSize(limit);
  }

  @Test
  void theDefaultCanBeReplaced() {
    ExecutorService mine =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("replaced").factory());
    run(
        () -> {
          getRunningLoop().setDefaultExecutor(mine);
          assertThat(toThread(() -> Thread.currentThread().getName())).isEqualTo("replaced");
        });
    assertThat(mine.isTerminated()).as("run shuts the default executor down").isTrue();
  }

  // ---- shutting down

  @Test
  void shutdownWaitsForWhatRuns() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          CountDownLatch go = new CountDownLatch(1);
          Future<String> job =
              loop.runInExecutor(
                  null,
                  () -> {
                    go.await();
                    return "finished";
                  });
          Task<Void> shutdown = createTask(() -> loop.shutdownDefaultExecutor());
          sleep(Duration.ZERO);
          assertThat(shutdown.done()).isFalse();
          go.countDown();
          shutdown.await();
          assertThat(job.await()).isEqualTo("finished");
        });
  }

  @Test
  void shutdownWithTimeoutGivesUpWithAWarning() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          () -> {
            EventLoop loop = getRunningLoop();
            CountDownLatch begun = new CountDownLatch(1);
            Future<Void> stuck =
                loop.runInExecutor(
                    null,
                    () -> {
                      begun.countDown();
                      new CountDownLatch(1).await();
                      return null;
                    });
            begun.await();
            loop.shutdownDefaultExecutor(millis(1));
            assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("did not finish its work within PT0.001S", "left behind")
                .as("what it waits for")
                .containsPattern("_0 for \\d+ s in .*ExecutorTest");
            assertThatThrownBy(stuck::await)
                .as("its thread was interrupted")
                .isInstanceOf(InterruptedException.class);
          });
    }
  }

  @Test
  void shutdownWithoutAnExecutorHasNothingToWaitFor() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.shutdownDefaultExecutor();
          loop.shutdownDefaultExecutor(millis(1));
          assertRefusing(() -> toThread(() -> "never"));
        });
  }

  @Test
  void afterShutdownWorkIsRefused() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          assertThat(toThread(() -> "before")).isEqualTo("before");
          loop.shutdownDefaultExecutor();
          assertRefusing(() -> loop.runInExecutor(null, () -> "never"));
          assertRefusing(() -> toThread(() -> "never"));
          assertThat(loop.runInExecutor(Runnable::run, () -> "own executor").await())
              .isEqualTo("own executor");
        });
  }

  private static void assertRefusing(ThrowingCallable call) {
    assertIllegalState(
        call, "need the default executor", "it was shut down", "pass an executor of your own");
  }

  // ---- cancelling

  @Test
  void cancelledBeforeItsStartTheCodeNeverRuns() {
    AtomicBoolean ran = new AtomicBoolean();
    run(
        () -> {
          Collecting executor = new Collecting();
          Future<Boolean> future =
              getRunningLoop().runInExecutor(executor, () -> ran.getAndSet(true));
          assertThat(future.cancel("not needed")).isTrue();
          executor.runAll();
          assertThatThrownBy(future::await)
              .isInstanceOf(CancelledError.class)
              .hasMessage("not needed");
        });
    assertThat(ran).isFalse();
  }

  @Test
  void cancelledWhileRunningTheResultIsAbandoned() {
    CountDownLatch ended = new CountDownLatch(1);
    List<String> reports = new ArrayList<>();
    run(
        () -> {
          getRunningLoop().setExceptionHandler((loop, context) -> reports.add(context.message()));
          CountDownLatch started = new CountDownLatch(1);
          CountDownLatch go = new CountDownLatch(1);
          Task<String> waiter =
              createTask(
                  () ->
                      toThread(
                          () -> {
                            started.countDown();
                            go.await();
                            ended.countDown();
                            throw new IOException("nobody is told");
                          }));
          toThread(() -> started.await());
          waiter.cancel();
          assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
          assertThat(ended.getCount()).as("the code is still running").isOne();
          go.countDown();
        });
    assertThat(ended.getCount()).as("run has waited for the thread").isZero();
    assertThat(reports).isEmpty();
  }

  @Test
  void cancellingAFinishedJobDoesNothing() {
    run(
        () -> {
          Future<String> future = getRunningLoop().runInExecutor(null, () -> "value");
          assertThat(future.await()).isEqualTo("value");
          assertThat(future.cancel()).isFalse();
          assertThat(future.result()).isEqualTo("value");
        });
  }
}
