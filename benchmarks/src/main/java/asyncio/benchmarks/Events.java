package asyncio.benchmarks;

import static asyncio.Asyncio.sleep;

import asyncio.sync.Event;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** One event wakes many tasks, which then wait for it again. An operation is one task's turn. */
public class Events extends LoopState {

  static final int WAITERS = 10_000;
  static final int ROUNDS = 20;

  private final Event event = new Event();

  /** The tasks live for the whole trial, so that making them is not measured. */
  @Setup
  public void start() {
    for (int i = 0; i < WAITERS; i++) {
      loop.createTask(this::waitForEver);
    }
  }

  private void waitForEver() {
    while (true) {
      event.await();
    }
  }

  /** In each round everybody is woken, runs and is in line again. */
  @Benchmark
  @OperationsPerInvocation(WAITERS * ROUNDS)
  public void wakeEverybody() {
    runner.run(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            event.set();
            event.clear();
            sleep(Duration.ZERO);
          }
        });
  }
}
