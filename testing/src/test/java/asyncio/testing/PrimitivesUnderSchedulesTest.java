package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.sync.Barrier;
import asyncio.sync.Condition;
import asyncio.sync.Event;
import asyncio.task.Action;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * What the library promises whatever the order of turns; locks, semaphores and queues are held to
 * it by their {@link ContractsTest contracts}.
 */
class PrimitivesUnderSchedulesTest {

  private static final int SCHEDULES = 200;

  /** The consumer that is woken for the last item may be cancelled before it runs. */
  @AsyncTest(schedules = SCHEDULES)
  void aConditionLosesNoWakeUp() {
    Condition changed = new Condition();
    Deque<Integer> stock = new ArrayDeque<>();
    List<Integer> taken = new ArrayList<>();
    Task<?> impatient = createTask(() -> takeAll(changed, stock, taken));
    Task<?> patient = createTask(() -> takeAll(changed, stock, taken));
    for (int item = 0; item < 3; item++) {
      sleep(Duration.ZERO);
      try (var _ = changed.hold()) {
        stock.add(item);
        changed.notifyOne();
      }
    }
    impatient.cancel();
    TestKit.waitUntilIdle();
    assertThat(taken).containsExactly(0, 1, 2);
    patient.cancel();
  }

  private static void takeAll(Condition changed, Deque<Integer> stock, List<Integer> taken) {
    while (true) {
      try (var _ = changed.hold()) {
        changed.waitFor(() -> !stock.isEmpty());
        taken.add(stock.remove());
      }
    }
  }

  @AsyncTest(schedules = SCHEDULES)
  void nobodyIsARoundAheadAtABarrier() {
    Barrier barrier = new Barrier(3);
    int[] rounds = new int[3];
    gather(
        IntStream.range(0, 3)
            .<Action>mapToObj(member -> () -> meetFourTimes(barrier, rounds, member))
            .toArray(Action[]::new));
    assertThat(rounds).containsOnly(4);
  }

  private static void meetFourTimes(Barrier barrier, int[] rounds, int member) {
    for (int round = 1; round <= 4; round++) {
      rounds[member] = round;
      barrier.await();
      assertThat(IntStream.of(rounds).min().orElseThrow()).isGreaterThanOrEqualTo(round);
    }
  }

  @AsyncTest(schedules = SCHEDULES)
  void whoWaitedWhenAnEventWasSetGoesOn() {
    Event event = new Event();
    int[] through = {0};
    for (int i = 0; i < 5; i++) {
      createTask(
          () -> {
            event.await();
            through[0]++;
          });
    }
    TestKit.waitUntilIdle();
    event.set();
    event.clear();
    TestKit.waitUntilIdle();
    assertThat(through[0]).isEqualTo(5);
  }

  @AsyncTest(schedules = SCHEDULES)
  void aGroupEndsWithAllItsTasks() {
    int[] running = {0};
    assertThatThrownBy(
            () ->
                taskGroup(
                    group -> {
                      for (int i = 0; i < 4; i++) {
                        group.createTask(() -> stay(running));
                      }
                      group.createTask(
                          () -> {
                            sleep(Duration.ZERO);
                            throw new IllegalStateException("one fails");
                          });
                    }))
        .isInstanceOfSatisfying(
            ExceptionGroup.class, failures -> assertThat(failures.exceptions()).hasSize(1));
    assertThat(running[0]).isZero();
  }

  private static void stay(int[] running) {
    running[0]++;
    try {
      sleep(seconds(60));
    } finally {
      sleep(Duration.ZERO); // takes a turn to clean up
      running[0]--;
    }
  }

  /** The event and the limit come in the same moment. */
  @AsyncTest(schedules = SCHEDULES)
  void aTimeoutLeavesNoCancellationBehind() {
    Event event = new Event();
    getRunningLoop().callLater(seconds(1), event::set);
    try {
      timeout(seconds(1), event::await);
    } catch (TimeoutException late) {
      // either may be first
    }
    sleep(seconds(1)); // a cancellation that was left would strike here
    assertThat(getRunningLoop().time()).isEqualTo(2);
  }
}
