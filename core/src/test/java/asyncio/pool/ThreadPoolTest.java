package asyncio.pool;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.context.ContextVar;
import asyncio.support.LogRecords;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Threads with a name, a bound, and work that can be stopped. */
class ThreadPoolTest {

  /** Work that goes on until it is told or interrupted. */
  private static final class Stubborn implements Callable<String> {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public String call() throws InterruptedException {
      begun.countDown();
      try {
        go.await();
        return "finished";
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    }
  }

  // ---- running

  @Test
  void threadsAreNamedAfterThePool() {
    try (var pool = new ThreadPool("hash", 2)) {
      run(
          () -> {
            String name = pool.call(() -> Thread.currentThread().getName());
            assertThat(name).startsWith("hash-");
          });
      assertThat(pool.name()).isEqualTo("hash");
    }
  }

  @Test
  void virtualThreadsAreBoundedToo() throws Exception {
    try (var pool = ThreadPool.ofVirtual("wait", 1)) {
      Stubborn first = new Stubborn();
      pool.submit(first);
      CompletableFuture<Boolean> second = pool.submit(() -> Thread.currentThread().isVirtual());
      first.begun.await();
      assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 1, 1));
      first.go.countDown();
      assertThat(second.get()).isTrue();
    }
  }

  @Test
  void codeSeesTheCallersContext() {
    ContextVar<String> user = ContextVar.of("user");
    try (var pool = new ThreadPool("context", 1)) {
      run(
          () -> {
            user.set("ann");
            String seen = pool.call(user::get);
            assertThat(seen).isEqualTo("ann");
          });
    }
  }

  @Test
  void failuresComeOutAsTheyAre() {
    try (var pool = new ThreadPool("fail", 1)) {
      IllegalStateException failure = new IllegalStateException("no");
      run(
          () ->
              assertThatThrownBy(
                      () ->
                          pool.call(
                              () -> {
                                throw failure;
                              }))
                  .isSameAs(failure));
    }
  }

  @Test
  void manyCallsRunBesideEachOther() {
    CountDownLatch together = new CountDownLatch(4);
    Callable<Boolean> meet =
        () -> {
          together.countDown();
          return together.await(1, TimeUnit.MINUTES);
        };
    try (var pool = new ThreadPool("together", 4)) {
      run(
          () ->
              assertThat(
                      gather(
                          () -> pool.call(meet),
                          () -> pool.call(meet),
                          () -> pool.call(meet),
                          () -> pool.call(meet)))
                  .containsOnly(true));
    }
  }

  // ---- stopping

  @Test
  void cancellingACallInterruptsIt() throws Exception {
    Stubborn code = new Stubborn();
    try (var pool = new ThreadPool("stop", 1)) {
      run(
          () -> {
            Task<String> call = createTask(() -> pool.call(code));
            toThread(() -> code.begun.await());
            call.cancel();
            assertThatThrownBy(call::await).isInstanceOf(CancelledError.class);
          });
      code.interrupted.await();
      assertThat(pool.submit(Thread::interrupted).get()).as("the next one is not").isFalse();
    }
  }

  @Test
  void cancellingTheFutureOfAnExecutorInterruptsIt() throws Exception {
    Stubborn code = new Stubborn();
    try (var pool = new ThreadPool("stop", 1)) {
      run(
          () -> {
            Future<String> call = getRunningLoop().runInExecutor(pool, code);
            toThread(() -> code.begun.await());
            assertThat(call.cancel()).isTrue();
          });
      code.interrupted.await();
    }
  }

  @Test
  void toThreadInterruptsIfItsExecutorCan() throws Exception {
    Stubborn code = new Stubborn();
    run(
        () -> {
          getRunningLoop().setDefaultExecutor(new ThreadPool("default", 2));
          Task<String> call = createTask(() -> toThread(code));
          toThread(() -> code.begun.await());
          call.cancel();
        });
    code.interrupted.await();
  }

  @Test
  void aTimeoutFromOutsideInterruptsIt() throws Exception {
    Stubborn code = new Stubborn();
    try (var pool = new ThreadPool("late", 1)) {
      CompletableFuture<String> call = pool.submit(code);
      code.begun.await();
      call.completeExceptionally(new TimeoutException());
      code.interrupted.await();
    }
  }

  @Test
  void cancelledWorkLeavesTheQueue() throws Exception {
    Stubborn first = new Stubborn();
    try (var pool = new ThreadPool("queue", 1, 2)) {
      pool.submit(first);
      first.begun.await();
      CompletableFuture<String> second = pool.submit(() -> "second");
      CompletableFuture<String> third = pool.submit(() -> "third");
      second.cancel(true);
      assertThat(pool.statistics().queued()).isEqualTo(1);
      CompletableFuture<String> fourth = pool.submit(() -> "there is room again");
      first.go.countDown();
      assertThat(third.get()).isEqualTo("third");
      assertThat(fourth.get()).isEqualTo("there is room again");
    }
  }

  // ---- saturation

  @Test
  void statisticsTellHowMuchThereIsToDo() throws Exception {
    Stubborn first = new Stubborn();
    try (var pool = new ThreadPool("full", 1)) {
      assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 0, 0));
      assertThat(pool.statistics().isSaturated()).isFalse();
      pool.submit(first);
      first.begun.await();
      assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 1, 0));
      assertThat(pool.statistics().isSaturated()).isTrue();
      pool.submit(() -> "waits");
      assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 1, 1));
      first.go.countDown();
    }
  }

  @Test
  void aFullQueueRefuses() throws Exception {
    Stubborn first = new Stubborn();
    try (var pool = new ThreadPool("full", 1, 1)) {
      pool.submit(first);
      first.begun.await();
      pool.submit(() -> "waits");
      assertThatThrownBy(() -> pool.submit(() -> "too many"))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContainingAll(
              "<ThreadPool full: 1 of 1 busy, 1 queued>", "limit of 1", "longer queue");
      first.go.countDown();
    }
  }

  @Test
  void sizesArePositive() {
    assertThatThrownBy(() -> new ThreadPool("none", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a thread pool needs a size of at least 1, and got 0");
    assertThatThrownBy(() -> new ThreadPool("none", 1, -1)).hasMessageContaining("got -1");
  }

  // ---- as an executor of the JDK

  @Test
  void invokeAllWaitsForAll() throws Exception {
    try (var pool = new ThreadPool("all", 2)) {
      List<java.util.concurrent.Future<Integer>> futures =
          pool.invokeAll(
              List.<Callable<Integer>>of(
                  () -> 1,
                  () -> {
                    throw new IllegalStateException("two");
                  },
                  () -> 3));
      assertThat(futures.get(0).get()).isEqualTo(1);
      assertThatThrownBy(() -> futures.get(1).get()).hasRootCauseMessage("two");
      assertThat(futures.get(2).get()).isEqualTo(3);
    }
  }

  @Test
  void invokeAllCancelsWhatIsLate() throws Exception {
    Stubborn late = new Stubborn();
    try (var pool = new ThreadPool("late", 2)) {
      var futures = pool.invokeAll(List.of(late), 1, TimeUnit.NANOSECONDS);
      assertThat(futures.getFirst().isCancelled()).isTrue();
    }
  }

  @Test
  void invokeAnyTakesTheFirstResultAndStopsTheOthers() throws Exception {
    Stubborn slow = new Stubborn();
    try (var pool = new ThreadPool("any", 2)) {
      Callable<String> quick =
          () -> {
            slow.begun.await();
            return "quick";
          };
      assertThat(pool.invokeAny(List.of(slow, quick))).isEqualTo("quick");
      slow.interrupted.await();
      Callable<String> failing =
          () -> {
            throw new IllegalStateException("no");
          };
      assertThatThrownBy(() -> pool.invokeAny(List.of(failing, failing)))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("no");
    }
  }

  @Test
  void failuresOfExecuteAreReported() throws Exception {
    CompletableFuture<Throwable> reported = new CompletableFuture<>();
    IllegalStateException failure = new IllegalStateException("nobody asks");
    try (var pool = new ThreadPool("execute", 1)) {
      pool.execute(
          () -> {
            Thread.currentThread()
                .setUncaughtExceptionHandler((_, thrown) -> reported.complete(thrown));
            throw failure;
          });
      assertThat(reported.get()).isSameAs(failure);
    }
  }

  // ---- the end

  @Test
  void closeWaitsForWhatThereIs() {
    CompletableFuture<String> second;
    try (var pool = new ThreadPool("end", 1)) {
      pool.submit(() -> "first");
      second = pool.submit(() -> "second");
    }
    assertThat(second).isCompletedWithValue("second");
  }

  @Test
  void closeSuspendsInACoroutine() {
    Stubborn code = new Stubborn();
    run(
        () -> {
          var pool = new ThreadPool("end", 1);
          CompletableFuture<String> call = pool.submit(code);
          Task<Void> closing = createTask(() -> pool.close());
          sleep(Duration.ZERO);
          assertThat(closing.done()).isFalse();
          code.go.countDown();
          closing.await();
          assertThat(call).isCompletedWithValue("finished");
        });
  }

  @Test
  void closeGivesUpAndTellsWhatItWaitedFor() throws Exception {
    Stubborn code = new Stubborn();
    try (LogRecords log = LogRecords.capture()) {
      run(
          () -> {
            var pool = new ThreadPool("stuck", 1);
            pool.submit(code);
            CompletableFuture<String> queued = pool.submit(() -> "never");
            toThread(() -> code.begun.await());
            pool.close(millis(1));
            assertThatThrownBy(() -> await(queued)).isInstanceOf(CancelledError.class);
          });
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("<ThreadPool stuck: 1 of 1 busy, 1 queued, shut down> did not finish its work")
          .contains("within PT0.001S")
          .containsPattern("stuck-0 for \\d+ s in .*Stubborn\\.call");
    }
    code.interrupted.await();
  }

  @Test
  void cancellingCloseStopsTheWork() throws Exception {
    Stubborn code = new Stubborn();
    run(
        () -> {
          var pool = new ThreadPool("end", 1);
          pool.submit(code);
          toThread(() -> code.begun.await());
          Task<Void> closing = createTask(() -> pool.close());
          sleep(Duration.ZERO);
          closing.cancel();
          assertThatThrownBy(closing::await).isInstanceOf(CancelledError.class);
        });
    code.interrupted.await();
  }

  @Test
  void aClosedPoolTakesNoMore() {
    var pool = new ThreadPool("over", 1);
    pool.close();
    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    assertThatThrownBy(() -> pool.submit(() -> "late"))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("<ThreadPool over: 0 of 1 busy, 0 queued, shut down> takes no more");
  }
}
