package asyncio.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the line in which every primitive lets tasks wait. */
class WaitQueueTest {

  private final WaitQueue line = new WaitQueue();
  private final List<String> log = new ArrayList<>();

  /** Starts a task that waits in line and says how that ended. */
  private Task<Void> waiter(String name) {
    return createTask(
        name,
        () -> {
          try {
            line.await("the subject", () -> log.add(name + " gives back"));
            log.add(name + " woken");
          } catch (CancelledError cancelled) {
            log.add(name + " cancelled");
            throw cancelled;
          }
        });
  }

  @Test
  void wakesInTheOrderOfArrival() {
    run(
        () -> {
          waiter("a");
          waiter("b");
          waiter("c");
          settle();
          assertThat(line.wakeNext()).isTrue();
          assertThat(line.wakeNext()).isTrue();
          settle();
          assertThat(log).containsExactly("a woken", "b woken");
          assertThat(line.wakeNext()).isTrue();
          assertThat(line.wakeNext()).as("nobody is left").isFalse();
          settle();
          assertThat(log).endsWith("c woken").hasSize(3);
        });
  }

  @Test
  void aWokenTaskRunsInTheNextIterationAndIsInLineUntilThen() {
    run(
        () -> {
          waiter("a");
          settle();
          line.wakeNext();
          getRunningLoop().callSoon(() -> log.add("callback"));
          assertThat(log).isEmpty();
          assertThat(line.size()).isEqualTo(1);
          assertThat(line.isEmpty()).isFalse();
          settle();
          assertThat(log).containsExactly("a woken", "callback");
          assertThat(line.isEmpty()).isTrue();
        });
  }

  @Test
  void aCancelledTaskIsSkippedAtOnce() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          Task<Void> b = waiter("b");
          waiter("c");
          settle();
          b.cancel();
          a.cancel();
          assertThat(line.size()).isEqualTo(1);
          assertThat(line.wakeNext()).isTrue();
          settle();
          assertThat(log).containsExactly("b cancelled", "a cancelled", "c woken");
          assertThat(line.isEmpty()).isTrue();
          assertThat(line.wakeNext()).isFalse();
        });
  }

  @Test
  void leavesFromTheMiddleAndFromTheEnd() {
    run(
        () -> {
          waiter("a");
          Task<Void> b = waiter("b");
          waiter("c");
          Task<Void> d = waiter("d");
          settle();
          b.cancel();
          settle();
          d.cancel();
          settle();
          waiter("e");
          settle();
          line.wakeAll();
          settle();
          assertThat(log)
              .containsExactly("b cancelled", "d cancelled", "a woken", "c woken", "e woken");
        });
  }

  @Test
  void aWakeupThatMeetsACancellationIsGivenBackBeforeTheErrorGoesOn() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          waiter("b");
          settle();
          line.wakeNext();
          a.cancel();
          assertThat(line.size()).as("it is still on its way").isEqualTo(2);
          settle();
          assertThat(log).containsExactly("a gives back", "a cancelled");
          assertThat(line.size()).isEqualTo(1);
          line.wakeNext();
          settle();
          assertThat(log).endsWith("b woken");
        });
  }

  @Test
  void wakesNobodyWhoCameAfterwards() {
    run(
        () -> {
          waiter("a");
          settle();
          line.wakeAll();
          waiter("b");
          settle();
          assertThat(log).containsExactly("a woken");
          line.wakeNext();
          settle();
          assertThat(log).containsExactly("a woken", "b woken");
        });
  }

  @Test
  void wakeFirstHasOneTaskOnItsWayAtATime() {
    run(
        () -> {
          assertThat(line.wakeFirst()).as("nobody is there").isFalse();
          waiter("a");
          Task<Void> b = waiter("b");
          waiter("c");
          settle();
          assertThat(line.wakeFirst()).isTrue();
          assertThat(line.wakeFirst()).as("a is on its way").isFalse();
          settle();
          assertThat(log).containsExactly("a woken");
          b.cancel();
          assertThat(line.wakeFirst()).as("b has not left yet").isFalse();
          settle();
          assertThat(line.wakeFirst()).isTrue();
          settle();
          assertThat(log).containsExactly("a woken", "b cancelled", "c woken");
        });
  }

  @Test
  void textsAboutTheTaskNameWhatItWaitsFor() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          settle();
          assertThat(a.toString()).contains("waiting for the subject");
          assertThat(line).hasToString("<WaitQueue of 1>");
          line.wakeAll();
        });
  }

  @Test
  void tasksOfAClosedLoopHaveLeft() {
    EventLoop loop = newEventLoop();
    loop.setExceptionHandler((_, report) -> log.add(report.message()));
    loop.createTask(() -> line.await("the subject"));
    loop.callSoon(() -> loop.callSoon(loop::stop));
    loop.runForever();
    assertThat(line.size()).isEqualTo(1);
    loop.close();
    assertThat(line.isEmpty()).isTrue();
    assertThat(log).hasSize(1).first().asString().contains("destroyed");
    run(
        () -> {
          waiter("of the next loop");
          settle();
          line.wakeNext();
        });
    assertThat(log).endsWith("of the next loop woken");
  }

  @Test
  void waitingOutsideOfATaskIsRefused() {
    assertIllegalState(
        () -> line.await("the subject"),
        "waiting suspends a task",
        Thread.currentThread().toString(),
        "call it inside run(() -> …)");
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void tasksOfTwoLoopsAreRefused() {
    run(
        () -> {
          waiter("a");
          settle();
          toThread(
              () ->
                  run(
                      () ->
                          assertIllegalState(
                              () -> line.await("the subject"),
                              "the subject is bound to a different event loop",
                              "whose tasks wait for it",
                              "give each loop one of its own")));
          assertThat(line.size()).isEqualTo(1);
          line.wakeNext();
          settle();
          assertThat(log).containsExactly("a woken");
        });
  }

  @Test
  void wakingFromAnotherThreadIsRefused() {
    run(
        () -> {
          waiter("a");
          settle();
          toThread(
              () -> {
                assertWakeRefused(line::wakeNext);
                assertWakeRefused(line::wakeFirst);
                assertWakeRefused(line::wakeAll);
              });
          settle();
          assertThat(log).isEmpty();
          assertThat(line.wakeNext()).as("nothing is lost").isTrue();
        });
  }

  private static void assertWakeRefused(Runnable wake) {
    assertIllegalState(
        wake::run,
        "waking those who wait for the subject is not thread-safe",
        "called from " + Thread.currentThread(),
        "loop.callSoonThreadsafe(() -> …)");
  }
}
