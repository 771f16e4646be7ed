package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarrierTest {

  private final List<String> log = new ArrayList<>();

  /** Starts a task that comes to the barrier and says how it left. */
  private Task<Void> party(String name, Barrier barrier) {
    return createTask(
        name,
        () -> {
          try {
            log.add(name + " " + barrier.await());
          } catch (BrokenBarrierError broken) {
            log.add(name + " broken: " + broken.getMessage());
          } catch (CancelledError cancelled) {
            log.add(name + " cancelled");
            throw cancelled;
          }
        });
  }

  private void parties(Barrier barrier, String... names) {
    for (String name : names) {
      party(name, barrier);
    }
    settle();
  }

  @Test
  void oneParty() {
    run(
        () -> {
          var barrier = new Barrier(1);
          assertThat(barrier.await()).isZero();
          assertThat(barrier.await()).isZero();
          assertThat(barrier).hasToString("<Barrier filling 0/1>");
        });
  }

  @Test
  void fillsRoundByRoundAndLetsPassInTheOrderOfArrival() {
    run(
        () -> {
          var barrier = new Barrier(3);
          parties(barrier, "a", "b");
          assertThat(barrier.statistics()).isEqualTo(new Barrier.Statistics(3, 2, false));
          assertThat(barrier).hasToString("<Barrier filling 2/3>");
          parties(barrier, "c");
          assertThat(log).containsExactly("c 2", "a 0", "b 1");
          assertThat(barrier.statistics()).isEqualTo(new Barrier.Statistics(3, 0, false));
          parties(barrier, "d", "e", "f");
          assertThat(log).endsWith("f 2", "d 0", "e 1").hasSize(6);
        });
  }

  @Test
  void whoComesWhileARoundLeavesIsInTheNextOne() {
    run(
        () -> {
          var barrier = new Barrier(2);
          parties(barrier, "a", "b", "c");
          assertThat(log).containsExactly("b 1", "a 0");
          assertThat(barrier.nWaiting()).isEqualTo(1);
          party("d", barrier);
          party("e", barrier);
          party("f", barrier);
          settle();
          assertThat(log).endsWith("d 1", "c 0", "f 1", "e 0").hasSize(6);
        });
  }

  /** Its place is given again, as in CPython. */
  @Test
  void aCancelledPartyIsReplaced() {
    run(
        () -> {
          var barrier = new Barrier(3);
          Task<Void> a = party("a", barrier);
          parties(barrier, "b");
          a.cancel();
          settle();
          assertThat(barrier.statistics()).isEqualTo(new Barrier.Statistics(3, 1, false));
          parties(barrier, "c", "d");
          assertThat(log).containsExactly("a cancelled", "d 2", "b 1", "c 1");
        });
  }

  /** The round is complete: one that is cancelled as it leaves takes nobody with it. */
  @Test
  void aPartyCancelledWhileItLeavesLetsTheOthersGo() {
    run(
        () -> {
          var barrier = new Barrier(3);
          Task<Void> a = party("a", barrier);
          parties(barrier, "b");
          barrier.await();
          a.cancel();
          settle();
          assertThat(log).containsExactly("a cancelled", "b 1");
          assertThat(barrier).hasToString("<Barrier filling 0/3>");
          parties(barrier, "d", "e", "f");
          assertThat(log).hasSize(5);
        });
  }

  @Test
  void resetTurnsAwayWhoWaits() {
    run(
        () -> {
          var barrier = new Barrier(3);
          barrier.reset();
          assertThat(barrier).as("nobody was there").hasToString("<Barrier filling 0/3>");
          parties(barrier, "a", "b");
          barrier.reset();
          barrier.reset();
          assertThat(barrier).hasToString("<Barrier resetting 2/3>");
          assertThat(barrier.nWaiting()).isZero();
          parties(barrier, "c");
          String wasReset = " broken: the barrier was reset while this task waited for it";
          assertThat(log).containsExactly("a" + wasReset, "b" + wasReset);
          parties(barrier, "d", "e");
          assertThat(log).as("c waited for the reset to be over").endsWith("e 2", "c 0", "d 1");
        });
  }

  @Test
  void resetWhileARoundLeavesTurnsAwayWhoHasNotLeft() {
    run(
        () -> {
          var barrier = new Barrier(3);
          parties(barrier, "a", "b");
          assertThat(barrier.await()).isEqualTo(2);
          assertThat(barrier).hasToString("<Barrier draining 2/3>");
          barrier.reset();
          settle();
          assertThat(log)
              .hasSize(2)
              .allMatch(
                  line -> line.endsWith("the barrier was reset while this task waited for it"));
          assertThat(barrier).hasToString("<Barrier filling 0/3>");
        });
  }

  @Test
  void abortTurnsAwayEverybodyUntilReset() {
    run(
        () -> {
          var barrier = new Barrier(2);
          parties(barrier, "a");
          barrier.abort();
          assertThat(barrier.statistics()).isEqualTo(new Barrier.Statistics(2, 0, true));
          assertThat(barrier).hasToString("<Barrier broken 1/2>");
          settle();
          assertThat(log)
              .containsExactly("a broken: the barrier was aborted while this task waited for it");
          assertThatThrownBy(barrier::await)
              .isExactlyInstanceOf(BrokenBarrierError.class)
              .hasMessage("the barrier was aborted; reset() makes it usable again");
          assertThat(barrier).hasToString("<Barrier broken 0/2>");
          barrier.reset();
          parties(barrier, "b", "c");
          assertThat(log).endsWith("c 1", "b 0");
        });
  }

  @Test
  void abortReachesThoseWhoWaitForTheNextRound() {
    run(
        () -> {
          var barrier = new Barrier(2);
          parties(barrier, "a");
          barrier.reset();
          party("blocked", barrier);
          barrier.abort();
          settle();
          assertThat(log)
              .containsExactly(
                  "a broken: the barrier was aborted while this task waited for it",
                  "blocked broken: the barrier was aborted; reset() makes it usable again");
          assertThat(barrier.broken()).isTrue();
        });
  }

  @Test
  void lessThanOnePartyIsRefused() {
    assertIllegalArgument(
        () -> new Barrier(0), "at least 1 party", "got 0", "a barrier needs at least 1");
    assertIllegalArgument(() -> new Barrier(-3), "at least 1 party", "got -3", "a barrier needs");
  }
}
