package asyncio.sync;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.RandomPrograms;
import asyncio.support.RandomSchedule;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random schedules of every primitive. */
class RandomSyncTest {

  private static final int SCHEDULES = RandomPrograms.COUNT;

  /** One at a time, in the order of arrival, until all are through. */
  private static final class Locking extends RandomSchedule {

    private final Lock lock = new Lock();
    private final Arrivals arrivals = new Arrivals();
    private int inside;

    Locking(Random random) {
      super(random);
    }

    @Override
    protected void act() {
      arrivals.inTurn(lock::acquire);
      try {
        assertThat(++inside).isEqualTo(1);
        giveWay();
      } finally {
        inside--;
        lock.release();
      }
    }

    @Override
    protected void checkAtRest(int waiting) {
      assertThat(waiting).isZero();
      assertThat(lock.statistics()).isEqualTo(new Lock.Statistics(null, 0));
    }
  }

  @Test
  void locks() {
    RandomSchedule.playAll(SCHEDULES, Locking::new);
  }

  /** As many as there are permits, in the order of arrival; permits are neither lost nor made. */
  private static final class Permits extends RandomSchedule {

    private final Semaphore semaphore;
    private final Arrivals arrivals = new Arrivals();
    private int permits;
    private int taken;

    Permits(Random random) {
      super(random);
      permits = random.nextInt(3);
      semaphore = new Semaphore(permits);
    }

    @Override
    protected void act() {
      if (random.nextInt(3) == 0) {
        permits++;
        semaphore.release();
      } else {
        takeAndGiveBack();
      }
    }

    private void takeAndGiveBack() {
      arrivals.inTurn(semaphore::acquire);
      try {
        taken++;
        checkAlways();
        giveWay();
      } finally {
        taken--;
        semaphore.release();
      }
    }

    @Override
    protected void checkAlways() {
      assertThat(taken + semaphore.value()).isLessThanOrEqualTo(permits);
    }

    @Override
    protected void checkAtRest(int waiting) {
      assertThat(semaphore.statistics()).isEqualTo(new Semaphore.Statistics(permits, waiting));
      assertThat(permits == 0 || waiting == 0).isTrue();
    }

    @Override
    protected void checkAtEnd() {
      checkAtRest(0);
    }
  }

  @Test
  void semaphores() {
    RandomSchedule.playAll(SCHEDULES, Permits::new);
  }

  /** Each set lets everybody go who waits then, in order, and nobody else. */
  private static final class Setting extends RandomSchedule {

    private final Event event = new Event();
    private final Arrivals arrivals = new Arrivals();
    private int sets;

    Setting(Random random) {
      super(random);
    }

    @Override
    protected void act() {
      switch (random.nextInt(4)) {
        case 0 -> set();
        case 1 -> event.clear();
        default -> await();
      }
    }

    private void set() {
      if (!event.isSet()) {
        sets++;
      }
      event.set();
    }

    private void await() {
      boolean setBefore = event.isSet();
      int setsBefore = sets;
      if (setBefore) {
        event.await();
      } else {
        arrivals.inTurn(event::await);
      }
      assertThat(setBefore || sets > setsBefore).isTrue();
    }

    @Override
    protected void checkAtRest(int waiting) {
      assertThat(event.statistics().waiting()).isEqualTo(waiting);
      assertThat(event.isSet() && waiting > 0).isFalse();
    }

    @Override
    protected void checkAtEnd() {
      checkAtRest(0);
    }
  }

  @Test
  void events() {
    RandomSchedule.playAll(SCHEDULES, Setting::new);
  }

  /** No notification is lost: while there is stock, nobody waits for it. */
  private static final class Stock extends RandomSchedule {

    private final Condition condition = new Condition();
    private int stock;
    private int inside;

    Stock(Random random) {
      super(random);
    }

    @Override
    protected void act() {
      try (var _ = condition.hold()) {
        if (random.nextBoolean()) {
          int more = 1 + random.nextInt(2);
          stock += more;
          condition.notify(more);
        } else {
          condition.waitFor(() -> stock > 0);
          stock--;
        }
        assertThat(++inside).isEqualTo(1);
        try {
          giveWay();
        } finally {
          inside--;
        }
      }
    }

    @Override
    protected void checkAlways() {
      assertThat(stock).isNotNegative();
    }

    @Override
    protected void checkAtRest(int waiting) {
      assertThat(condition.statistics())
          .isEqualTo(new Condition.Statistics(new Lock.Statistics(null, 0), waiting));
      assertThat(stock > 0 && waiting > 0).as("stock %d, waiting %d", stock, waiting).isFalse();
    }

    @Override
    protected void checkAtEnd() {
      assertThat(condition.statistics().waiting()).isZero();
      assertThat(condition.locked()).isFalse();
    }
  }

  @Test
  void conditions() {
    RandomSchedule.playAll(SCHEDULES, Stock::new);
  }

  /** Notified in the order of arrival, as many as asked for. */
  private static final class Notifying extends RandomSchedule {

    private final Condition condition = new Condition();
    private final Arrivals arrivals = new Arrivals();

    Notifying(Random random) {
      super(random);
    }

    @Override
    protected void act() {
      try (var _ = condition.hold()) {
        if (random.nextInt(3) == 0) {
          condition.notify(random.nextInt(3));
        } else {
          arrivals.inTurn(condition::await);
        }
        giveWay();
      }
    }

    @Override
    protected void checkAtRest(int waiting) {
      assertThat(condition.statistics().waiting()).isEqualTo(waiting);
      assertThat(condition.locked()).isFalse();
    }
  }

  @Test
  void notifications() {
    RandomSchedule.playAll(SCHEDULES, Notifying::new);
  }

  /** Nobody passes an incomplete round, and nobody waits in a complete one. */
  private static final class Meeting extends RandomSchedule {

    private final Barrier barrier;
    private int rounds;
    private int passed;

    Meeting(Random random) {
      super(random);
      barrier = new Barrier(1 + random.nextInt(3));
    }

    @Override
    protected void act() {
      switch (random.nextInt(12)) {
        case 0 -> barrier.abort();
        case 1, 2 -> barrier.reset();
        default -> meet();
      }
    }

    private void meet() {
      try {
        int index = barrier.await();
        assertThat(index).isBetween(0, barrier.parties() - 1);
        passed++;
        rounds += index == barrier.parties() - 1 ? 1 : 0; // the last to come never waits
        assertThat(passed).isLessThanOrEqualTo(rounds * barrier.parties());
      } catch (BrokenBarrierError turnedAway) {
        giveWay();
      }
    }

    @Override
    protected void checkAtRest(int waiting) {
      assertThat(barrier.nWaiting()).isEqualTo(waiting).isLessThan(barrier.parties());
    }

    @Override
    protected void checkAtEnd() {
      checkAtRest(0);
    }
  }

  @Test
  void barriers() {
    RandomSchedule.playAll(SCHEDULES, Meeting::new);
  }
}
