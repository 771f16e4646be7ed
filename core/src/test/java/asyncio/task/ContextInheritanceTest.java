package asyncio.task;

import static asyncio.Asyncio.copyContext;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.runCoroutineThreadsafe;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalState;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.context.Context;
import asyncio.context.ContextVar;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which context variables tasks, callbacks and threads see, and who sees what they change. */
class ContextInheritanceTest {

  private static final ContextVar<String> USER = ContextVar.of("user", "nobody");

  /** What a callback sees that {@code schedule} arranges, and that changes the variable itself. */
  private static String seenBy(Consumer<Runnable> schedule) {
    Future<String> seen = createFuture();
    schedule.accept(
        () -> {
          seen.setResult(USER.get());
          USER.set("changed by a callback");
        });
    USER.set("set after scheduling");
    return seen.await();
  }

  @Test
  void aTaskGetsACopyOfItsCreators() {
    run(
        () -> {
          USER.set("creator");
          Task<String> task =
              createTask(
                  () -> {
                    String seen = USER.get();
                    USER.set("task");
                    return seen;
                  });
          USER.set("set after creation");
          assertThat(task.await()).isEqualTo("creator");
          assertThat(USER.get()).isEqualTo("set after creation");
          assertThat(task.getContext().get(USER)).isEqualTo("task");
        });
  }

  @Test
  void theMainTaskGetsACopyOfItsThreads() {
    ContextVar.Token<String> token = USER.set("thread");
    run(
        () -> {
          assertThat(USER.get()).isEqualTo("thread");
          USER.set("main");
        });
    assertThat(USER.get()).isEqualTo("thread");
    USER.reset(token);
  }

  @Test
  void aTaskKeepsItsContextOverSuspensions() {
    run(
        () -> {
          USER.set("main");
          Task<Void> other =
              createTask(
                  () -> {
                    USER.set("other");
                    sleep(Duration.ZERO);
                    assertThat(USER.get()).isEqualTo("other");
                  });
          sleep(Duration.ZERO);
          assertThat(USER.get()).isEqualTo("main");
          other.await();
        });
  }

  @Test
  void aGivenContextIsUsedAsItIs() {
    run(
        () -> {
          Context given = copyContext();
          createTask(TaskOptions.in(given), () -> USER.set("kept")).await();
          assertThat(given.get(USER)).isEqualTo("kept");
          assertThat(USER.get()).isEqualTo("nobody");
        });
  }

  @Test
  void callbacksSeeWhatWasSetWhenTheyWereScheduled() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          USER.set("scheduling");
          assertThat(seenBy(loop::callSoon)).isEqualTo("scheduling");
          USER.set("scheduling");
          assertThat(seenBy(callback -> loop.callLater(seconds(0), callback)))
              .isEqualTo("scheduling");
          USER.set("scheduling");
          assertThat(seenBy(callback -> loop.callAt(loop.time(), callback)))
              .isEqualTo("scheduling");
          USER.set("scheduling");
          assertThat(seenBy(loop::callSoonThreadsafe)).isEqualTo("scheduling");
          assertThat(USER.get()).isEqualTo("set after scheduling");
        });
  }

  @Test
  void callbacksInAGivenContextChangeIt() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Context given = copyContext();
          assertThat(seenBy(callback -> loop.callSoon(callback, given))).isEqualTo("nobody");
          assertThat(given.get(USER)).isEqualTo("changed by a callback");
          assertThat(seenBy(callback -> loop.callLater(seconds(0), callback, given)))
              .isEqualTo("changed by a callback");
          assertThat(loop.callSoon(() -> {}, given).getContext()).isSameAs(given);
        });
  }

  @Test
  void doneCallbacksSeeWhatWasSetWhenTheyWereAdded() {
    run(
        () -> {
          Future<String> done = createFuture();
          USER.set("adding");
          String seen =
              seenBy(
                  callback -> {
                    done.addDoneCallback(ended -> callback.run());
                    done.setResult("value");
                  });
          assertThat(seen).isEqualTo("adding");
        });
  }

  @Test
  void doneCallbacksOfOneFutureDoNotDisturbEachOther() {
    run(
        () -> {
          Future<String> done = createFuture();
          USER.set("adding");
          done.addDoneCallback(ended -> USER.set("changed by the first"));
          Future<String> seen = createFuture();
          done.addDoneCallback(ended -> seen.setResult(USER.get()));
          done.setResult("value");
          assertThat(seen.await()).isEqualTo("adding");
        });
  }

  @Test
  void callsFromOtherThreadsBringTheirContext() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<String> seenByCallback = createFuture();
          String seenByCoroutine =
              toThread(
                  () -> {
                    USER.set("thread");
                    loop.callSoonThreadsafe(() -> seenByCallback.setResult(USER.get()));
                    return runCoroutineThreadsafe(() -> USER.get(), loop).get();
                  });
          assertThat(seenByCallback.await()).isEqualTo("thread");
          assertThat(seenByCoroutine).isEqualTo("thread");
          assertThat(USER.get()).isEqualTo("nobody");
        });
  }

  @Test
  void toThreadCarriesACopy() {
    run(
        () -> {
          USER.set("caller");
          String seen =
              toThread(
                  () -> {
                    String found = USER.get();
                    USER.set("changed in the thread");
                    return found;
                  });
          assertThat(seen).isEqualTo("caller");
          assertThat(USER.get()).isEqualTo("caller");
          assertThat(toThread(() -> USER.get())).isEqualTo("caller");
        });
  }

  @Test
  void runInExecutorCarriesNothing() {
    run(
        () -> {
          USER.set("caller");
          assertThat(getRunningLoop().runInExecutor(null, () -> USER.get()).await())
              .isEqualTo("nobody");
        });
  }

  @Test
  void aContextStaysEnteredWhileItsCodeIsSuspended() {
    run(
        () -> {
          Context shared = copyContext();
          Future<Void> release = createFuture();
          Task<String> inside =
              createTask(
                  () ->
                      shared.call(
                          () -> {
                            USER.set("inside");
                            release.await();
                            return USER.get();
                          }));
          sleep(Duration.ZERO);
          assertThat(USER.get()).isEqualTo("nobody");
          assertIllegalState(
              () -> shared.run(() -> USER.set("never set")),
              "a context cannot be entered twice",
              "<Context {user=inside}> is entered already",
              "context.copy().run(…)");
          release.setResult(null);
          assertThat(inside.await()).isEqualTo("inside");
          shared.run(() -> assertThat(USER.get()).isEqualTo("inside"));
        });
  }

  @Test
  void theContextOfTheCurrentTaskIsTheCurrentOne() {
    run(
        () -> {
          USER.set("main");
          assertThat(currentTask().getContext().get(USER)).isEqualTo("main");
        });
  }
}
