package asyncio.benchmarks.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;

import asyncio.benchmarks.Rounds;
import asyncio.sync.Lock;
import asyncio.task.Task;
import asyncio.testing.Schedules;
import asyncio.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The testing kit's figures: hours of virtual time, a thousand schedules, and the audit of a test.
 */
public final class KitFigures {

  private static final int ROUNDS = 15;
  private static final int SCHEDULES = 1_000;
  private static final int TASKS = 20;
  private static final int TURNS = 3;

  private KitFigures() {}

  /** Needs no arguments. */
  public static void main(String[] arguments) throws Exception {
    Rounds.best(
        "10,000 tasks that sleep for hours of virtual time",
        ROUNDS,
        () -> {
          run(VirtualTime.options(), SampleTests::sleepForHours);
          return SampleTests.SLEEPERS;
        });
    Rounds.best(
        "the same as a test by JUnit",
        ROUNDS,
        () -> SampleTests.run(SampleTests.Sleeping.class, 1));
    Rounds.best(
        "1,000 schedules of 20 tasks that take turns with a lock",
        ROUNDS,
        () -> {
          Schedules.check(SCHEDULES, KitFigures::takeTurns);
          return SCHEDULES;
        });
    double audited =
        Rounds.best(
            "1,000 empty tests, audited",
            ROUNDS,
            () -> SampleTests.run(SampleTests.Audited.class, SampleTests.EMPTY));
    double bare =
        Rounds.best(
            "1,000 empty tests, not audited",
            ROUNDS,
            () -> SampleTests.run(SampleTests.NotAudited.class, SampleTests.EMPTY));
    System.out.printf(
        Locale.ROOT, "the audit of a test: %.2f ms%n", (audited - bare) / SampleTests.EMPTY);
  }

  private static void takeTurns() {
    Lock lock = new Lock();
    List<Task<Void>> turns = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      turns.add(createTask(() -> takeTurns(lock)));
    }
    gather(turns);
  }

  private static void takeTurns(Lock lock) {
    for (int i = 0; i < TURNS; i++) {
      lock.acquire();
      try {
        sleep(Duration.ZERO);
      } finally {
        lock.release();
      }
    }
  }
}
