package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SemaphoreTest {

  private final List<String> log = new ArrayList<>();

  private Task<Void> acquirer(String name, Semaphore semaphore) {
    return createTask(
        name,
        () -> {
          semaphore.acquire();
          log.add(name);
        });
  }

  @Test
  void hasAsManyPermitsAsGiven() {
    run(
        () -> {
          assertThat(new Semaphore().statistics()).isEqualTo(new Semaphore.Statistics(1, 0));
          assertThat(new BoundedSemaphore().statistics().value()).isEqualTo(1);
          assertThat(new Semaphore(0).locked()).isTrue();
          var semaphore = new Semaphore(2);
          semaphore.acquire();
          assertThat(semaphore.locked()).isFalse();
          semaphore.acquire();
          assertThat(semaphore.locked()).isTrue();
          semaphore.release();
          assertThat(semaphore.locked()).isFalse();
        });
  }

  @Test
  void aReleasedPermitBelongsToTheFirstInLineAtOnce() {
    run(
        () -> {
          var semaphore = new Semaphore(0);
          acquirer("a", semaphore);
          acquirer("b", semaphore);
          settle();
          semaphore.release();
          semaphore.release();
          assertThat(semaphore.statistics()).isEqualTo(new Semaphore.Statistics(0, 2));
          semaphore.release();
          assertThat(semaphore.locked()).as("free, but they come first").isTrue();
          acquirer("newcomer", semaphore);
          settle();
          assertThat(log).containsExactly("a", "b", "newcomer");
        });
  }

  @Test
  void aCancelledTaskHasNoPermit() {
    run(
        () -> {
          var semaphore = new Semaphore(0);
          Task<Void> a = acquirer("a", semaphore);
          settle();
          a.cancel();
          semaphore.release();
          settle();
          assertThat(semaphore.statistics()).isEqualTo(new Semaphore.Statistics(1, 0));
        });
  }

  @Test
  void permitsOfTasksThatAreCancelledOnTheirWayGoToTheNextOnes() {
    run(
        () -> {
          var semaphore = new Semaphore(0);
          Task<Void> a = acquirer("a", semaphore);
          Task<Void> b = acquirer("b", semaphore);
          acquirer("c", semaphore);
          acquirer("d", semaphore);
          settle();
          semaphore.release();
          semaphore.release();
          a.cancel();
          b.cancel();
          settle();
          assertThat(log).containsExactly("c", "d");
          assertThat(semaphore.statistics()).isEqualTo(new Semaphore.Statistics(0, 0));
        });
  }

  /** Somebody who came while a permit was free, but promised, must not be forgotten. */
  @Test
  void whoHadToQueueBehindAPromisedPermitGoesOnAfterwards() {
    run(
        () -> {
          var semaphore = new Semaphore(0);
          acquirer("a", semaphore);
          settle();
          semaphore.release();
          semaphore.release();
          acquirer("b", semaphore);
          settle();
          assertThat(log).containsExactly("a", "b");
        });
  }

  @Test
  void isReleasedHoweverTheBlockEnds() {
    run(
        () -> {
          var semaphore = new BoundedSemaphore(1);
          assertThatThrownBy(
                  () -> {
                    try (var _ = semaphore.hold()) {
                      assertThat(semaphore.locked()).isTrue();
                      throw new IOException("on purpose");
                    }
                  })
              .isInstanceOf(IOException.class);
          assertThat(semaphore.locked()).isFalse();
          Held held = semaphore.hold();
          held.close();
          held.close();
          assertThat(semaphore.statistics().value()).isEqualTo(1);
        });
  }

  @Test
  void showsPermitsAndLine() {
    run(
        () -> {
          var semaphore = new Semaphore(1);
          assertThat(semaphore).hasToString("<Semaphore unlocked, value 1>");
          semaphore.acquire();
          Task<Void> a = acquirer("a", semaphore);
          settle();
          assertThat(semaphore).hasToString("<Semaphore locked, value 0, waiting 1>");
          assertThat(a.toString()).contains("waiting for <Semaphore locked, value 0, waiting 1>");
          semaphore.release();
          assertThat(new BoundedSemaphore(3)).hasToString("<BoundedSemaphore unlocked, value 3>");
        });
  }

  @Test
  void negativeValuesAreRefused() {
    assertIllegalArgument(
        () -> new Semaphore(-1), "an initial value of at least 0", "got -1", "a semaphore needs");
    assertIllegalArgument(
        () -> new BoundedSemaphore(-7), "an initial value of at least 0", "got -7", "needs");
  }

  @Test
  void aBoundedOneIsNotReleasedMoreOftenThanAcquired() {
    run(
        () -> {
          var semaphore = new BoundedSemaphore(2);
          assertIllegalState(
              semaphore::release,
              "BoundedSemaphore released too many times",
              "all 2 permits of <BoundedSemaphore unlocked, value 2> are there",
              "release once per acquire, or use hold()");
          assertThat(semaphore.statistics().value()).isEqualTo(2);
          semaphore.acquire();
          semaphore.release();
        });
  }

  @Test
  void moreThanAnIntOfPermitsAreRefused() {
    var semaphore = new Semaphore(Integer.MAX_VALUE);
    assertThatThrownBy(semaphore::release).isInstanceOf(ArithmeticException.class);
    assertThat(semaphore.statistics().value()).isEqualTo(Integer.MAX_VALUE);
  }
}
