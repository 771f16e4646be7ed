package asyncio.testing;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.serveOnLoops;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;
import static asyncio.Asyncio.toThread;
import static asyncio.Asyncio.waitFor;
import static asyncio.Asyncio.wrapFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.EventLoop;
import asyncio.task.ForeignWork;
import asyncio.task.Future;
import asyncio.task.Task;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Virtual time stands still while work outside of the loop is under way, and only then. */
class VirtualTimeForeignWorkTest {

  private static double time() {
    return getRunningLoop().time();
  }

  @AsyncTest
  void timeStandsStillDuringJobs() {
    Task<Void> sleeper = createTask(() -> sleep(seconds(1)));
    for (int i = 0; i < 100; i++) {
      toThread(() -> "a job");
      assertThat(time()).isZero();
    }
    sleeper.await();
    assertThat(time()).isEqualTo(1);
  }

  @AsyncTest
  void timeStandsStillWhileAStageIsAwaited() {
    Task<Void> sleeper = createTask(() -> sleep(seconds(1)));
    for (int i = 0; i < 100; i++) {
      wrapFuture(CompletableFuture.supplyAsync(() -> "a stage")).await();
      assertThat(time()).isZero();
    }
    sleeper.await();
    assertThat(time()).isEqualTo(1);
  }

  @AsyncTest
  void aRefusedJobDoesNotHoldTimeUp() {
    ExecutorService pool = Executors.newCachedThreadPool();
    pool.shutdown();
    assertThatThrownBy(() -> getRunningLoop().runInExecutor(pool, () -> "never"))
        .isInstanceOf(RejectedExecutionException.class);
    sleep(seconds(1));
    assertThat(time()).isEqualTo(1);
  }

  @AsyncTest
  void aCancelledJobHoldsTimeUpOnlyUntilItsExecutorDropsIt() {
    Future<Runnable> submitted = createFuture();
    Future<String> job = getRunningLoop().runInExecutor(submitted::setResult, () -> "never run");
    job.cancel();
    submitted.result().run();
    sleep(seconds(1));
    assertThat(time()).isEqualTo(1);
  }

  private static Future<String> answerFromAnotherThread() {
    EventLoop loop = getRunningLoop();
    Future<String> answer = createFuture();
    Thread.ofPlatform().start(() -> loop.callSoonThreadsafe(() -> answer.setResult("called")));
    return answer;
  }

  @AsyncTest
  void aThreadThatWillCallInIsWaitedFor() {
    try (var _ = getRunningLoop().foreignWork()) {
      assertThat(answerFromAnotherThread().await()).isEqualTo("called");
    }
  }

  @AsyncTest
  void noTimeLimitOvertakesAThreadThatWillCallIn() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (var _ = getRunningLoop().foreignWork()) {
        assertThat(waitFor(answerFromAnotherThread(), seconds(5))).isEqualTo("called");
      }
    }
    assertThat(time()).isZero();
  }

  @AsyncTest
  void timeGoesOnWhenAllForeignWorkIsOver() {
    ForeignWork one = getRunningLoop().foreignWork();
    try (var _ = getRunningLoop().foreignWork()) {
      one.close();
      one.close();
      Task<Void> sleeper = createTask(() -> sleep(seconds(1)));
      answerFromAnotherThread().await();
      assertThat(time()).as("the other one is still under way").isZero();
      sleeper.cancel();
    }
    sleep(seconds(1));
    assertThat(time()).isEqualTo(1);
  }

  @AsyncTest
  void loopsThatServeAreWaitedFor() {
    assertThatThrownBy(
            () ->
                timeout(
                    seconds(5),
                    () ->
                        serveOnLoops(
                            1,
                            seconds(1),
                            () -> {
                              throw new IOException("no such port");
                            })))
        .isInstanceOf(IOException.class)
        .hasMessage("no such port");
    assertThat(time()).isZero();
  }
}
