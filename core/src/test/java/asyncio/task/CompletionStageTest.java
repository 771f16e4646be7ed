package asyncio.task;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.Asyncio.wrapFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The border between the loop's futures and the stages of other threads, crossed both ways. */
class CompletionStageTest {

  /** Lets callbacks that are ready run. */
  private static void turn() {
    sleep(Duration.ZERO);
  }

  /** Stages that come in. */
  @Nested
  class Awaited {

    @Test
    void resultThatIsThere() {
      run(() -> assertThat(await(CompletableFuture.completedStage("value"))).isEqualTo("value"));
    }

    @Test
    void nullResult() {
      run(
          () -> {
            String result = await(CompletableFuture.completedStage(null));
            assertThat(result).isNull();
          });
    }

    @Test
    void resultFromAnotherThread() {
      run(
          () -> {
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<String> stage =
                CompletableFuture.supplyAsync(
                    () -> {
                      awaitUninterruptibly(go);
                      return "value";
                    });
            getRunningLoop().callSoon(go::countDown);
            assertThat(await(stage)).isEqualTo("value");
          });
    }

    @Test
    void stageThatIsNoCompletableFuture() {
      run(
          () -> {
            CompletableFuture<String> source = new CompletableFuture<>();
            getRunningLoop().callSoon(() -> source.complete("value"));
            assertThat(await(source.minimalCompletionStage())).isEqualTo("value");
          });
    }

    @Test
    void stagesAndCoroutinesMix() {
      run(
          () -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            List<String> results =
                gather(
                    wrapFuture(stage),
                    () -> {
                      stage.complete("stage");
                      return "coroutine";
                    });
            assertThat(results).containsExactly("stage", "coroutine");
          });
    }

    @Test
    void failureComesOutAsItIs() {
      IOException failure = new IOException("on purpose");
      run(
          () ->
              assertThatThrownBy(() -> await(CompletableFuture.failedStage(failure)))
                  .isSameAs(failure));
    }

    @Test
    void failureOfADependentStageIsUnwrapped() {
      IOException failure = new IOException("on purpose");
      CompletionStage<Integer> dependent =
          CompletableFuture.<String>failedStage(failure).thenApply(String::length);
      run(() -> assertThatThrownBy(() -> await(dependent)).isSameAs(failure));
    }

    @Test
    void completionExceptionWithoutACauseHasNothingToUnwrap() {
      CompletionException bare = new CompletionException("bare", null);
      run(
          () ->
              assertThatThrownBy(() -> await(CompletableFuture.failedStage(bare))).isSameAs(bare));
    }

    @Test
    void cancelledStageCancelsTheWaiter() {
      run(
          () -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Task<String> waiter = createTask(() -> await(stage));
            getRunningLoop().callSoon(() -> stage.cancel(false));
            assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
            assertThat(waiter.cancelled()).isTrue();
          });
    }

    @Test
    void stageThatDependsOnACancelledOneCancelsTheWaiter() {
      run(
          () -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Task<Integer> waiter = createTask(() -> await(stage.thenApply(String::length)));
            getRunningLoop()
                .callSoon(
                    () -> stage.completeExceptionally(new CancellationException("the reason")));
            assertThatThrownBy(waiter::await)
                .isInstanceOf(CancelledError.class)
                .hasMessage("the reason");
          });
    }

    @Test
    void cancelledWaiterCancelsTheStage() {
      run(
          () -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Task<String> waiter = createTask(() -> await(stage));
            turn();
            waiter.cancel("no longer wanted");
            assertThatThrownBy(waiter::await)
                .isInstanceOf(CancelledError.class)
                .hasMessage("no longer wanted");
            assertThat(stage).isCancelled();
          });
    }

    @Test
    void cancelledWaiterLeavesAStageThatCannotBeCancelled() {
      run(
          () -> {
            CompletableFuture<String> source = new CompletableFuture<>();
            Task<String> waiter = createTask(() -> await(source.minimalCompletionStage()));
            turn();
            waiter.cancel();
            assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
            assertThat(source).isNotDone();
            source.complete("nobody wants it");
            turn();
          });
    }

    @Test
    void cancelledWaiterLeavesAStageThatIsNotConvertible() {
      class Inconvertible extends CompletableFuture<String> {
        @Override
        public CompletableFuture<String> toCompletableFuture() {
          throw new UnsupportedOperationException();
        }
      }
      run(
          () -> {
            Inconvertible stage = new Inconvertible();
            Task<String> waiter = createTask(() -> await(stage));
            turn();
            waiter.cancel();
            assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
            assertThat(stage.isDone()).isFalse();
          });
    }

    @Test
    void lateOutcomeOfAnAbandonedStageIsDropped() {
      run(
          () -> {
            List<String> reports = new ArrayList<>();
            getRunningLoop().setExceptionHandler((loop, context) -> reports.add(context.message()));
            CompletableFuture<String> source = new CompletableFuture<>();
            Future<String> wrapped = wrapFuture(source.minimalCompletionStage());
            wrapped.cancel();
            source.completeExceptionally(new IOException("too late"));
            turn();
            assertThat(wrapped.cancelled()).isTrue();
            assertThat(reports).isEmpty();
          });
    }

    @Test
    void aFutureOfThisLoopIsWrappedAsItself() {
      run(
          () -> {
            Future<String> future = createFuture();
            assertThat((Object) wrapFuture(future)).isSameAs(future);
          });
    }

    @Test
    void aFutureOfAnotherLoopCrossesAsAStage() {
      run(
          () -> {
            EventLoop home = getRunningLoop();
            Future<String> future = createFuture();
            String seen =
                toThread(
                    () ->
                        run(
                            () -> {
                              home.callSoonThreadsafe(() -> future.setResult("from home"));
                              return wrapFuture(future).await();
                            }));
            assertThat(seen).isEqualTo("from home");
          });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Futures that go out. */
  @Nested
  class GivenAway {

    @Test
    void functionsRunOnTheResult() {
      run(
          () -> {
            Future<String> future = createFuture();
            CompletionStage<Integer> length = future.thenApply(String::length);
            future.setResult("value");
            assertThat(await(length)).isEqualTo(5);
          });
    }

    @Test
    void futureThatIsDoneIsAStageThatIsDone() {
      run(
          () -> {
            Future<String> future = createFuture();
            future.setResult("value");
            assertThat(future.toCompletableFuture()).isCompletedWithValue("value");
          });
    }

    @Test
    void severalTogether() {
      run(
          () -> {
            Task<String> one = createTask(() -> sleep(Duration.ZERO, "one"));
            Task<String> two = createTask(() -> sleep(Duration.ZERO, "two"));
            CompletableFuture<Void> all =
                CompletableFuture.allOf(one.toCompletableFuture(), two.toCompletableFuture());
            await(all);
            assertThat(List.of(one.result(), two.result())).containsExactly("one", "two");
          });
    }

    @Test
    void twoCombined() {
      run(
          () -> {
            Future<String> left = createFuture();
            CompletableFuture<Integer> right = new CompletableFuture<>();
            CompletionStage<String> both = left.thenCombine(right, (l, r) -> l + r);
            left.setResult("number ");
            right.complete(1);
            assertThat(await(both)).isEqualTo("number 1");
          });
    }

    @Test
    void failureIsHandedOnAndCountsAsRetrieved() {
      IOException failure = new IOException("on purpose");
      List<String> reports = new ArrayList<>();
      try (EventLoop loop = newEventLoop()) {
        loop.setExceptionHandler((reporting, context) -> reports.add(context.message()));
        Future<String> future = loop.createFuture();
        CompletionStage<Throwable> seen = future.handle((result, thrown) -> thrown);
        future.setException(failure);
        assertThat(loop.runUntilComplete(() -> await(seen))).isSameAs(failure);
      }
      assertThat(reports).isEmpty();
    }

    @Test
    void cancelledFutureCancelsTheStage() {
      run(
          () -> {
            Future<String> future = createFuture();
            CompletableFuture<String> stage = future.toCompletableFuture();
            future.cancel();
            turn();
            assertThat(stage).isCancelled();
          });
    }

    @Test
    void cancelledStageCancelsTheFuture() {
      run(
          () -> {
            Task<String> task = createTask(() -> Asyncio.<String>createFuture().await());
            CompletableFuture<String> stage = task.toCompletableFuture();
            turn();
            toThread(() -> stage.cancel(true));
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
            assertThat(task.cancelled()).isTrue();
          });
    }

    @Test
    void anotherThreadMayAttachAndWait() {
      run(
          () -> {
            Future<String> future = createFuture();
            CountDownLatch attached = new CountDownLatch(1);
            Task<Integer> stranger =
                createTask(
                    () ->
                        toThread(
                            () -> {
                              CompletionStage<Integer> length = future.thenApply(String::length);
                              attached.countDown();
                              return length.toCompletableFuture().get();
                            }));
            toThread(() -> attached.await());
            future.setResult("value");
            assertThat(stranger.await()).isEqualTo(5);
          });
    }

    /** The loop must not give way meanwhile, hence the spinning. */
    @Test
    void anotherThreadIsServedInTheLoopsOwnTime() {
      run(
          () -> {
            Future<String> future = createFuture();
            future.setResult("value");
            AtomicReference<CompletableFuture<String>> stage = new AtomicReference<>();
            Thread stranger =
                Thread.ofPlatform().start(() -> stage.set(future.toCompletableFuture()));
            while (stranger.isAlive()) {
              Thread.onSpinWait();
            }
            assertThat(stage.get()).isNotDone();
            assertThat(await(stage.get())).isEqualTo("value");
          });
    }

    @Test
    void anotherThreadSeesTheFailureInTheUsualWrapper() {
      IOException failure = new IOException("on purpose");
      run(
          () -> {
            Future<String> future = createFuture();
            future.setException(failure);
            toThread(
                () ->
                    assertThatThrownBy(() -> future.toCompletableFuture().get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCause(failure));
          });
    }
  }
}
