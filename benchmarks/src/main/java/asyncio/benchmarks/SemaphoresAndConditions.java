package asyncio.benchmarks;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.sleep;

import asyncio.sync.Condition;
import asyncio.sync.Semaphore;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Permits and notifications, beside {@link Locks}. */
public class SemaphoresAndConditions extends LoopState {

  static final int UNCONTENDED = 1_000_000;
  static final int HAND_OVERS = 100_000;

  private final Semaphore semaphore = new Semaphore(1);
  private final Condition condition = new Condition();
  private int turn;

  /** A permit taken and given back; must allocate nothing. */
  @Benchmark
  @OperationsPerInvocation(UNCONTENDED)
  public void uncontendedSemaphore() {
    runner.run(
        () -> {
          for (int i = 0; i < UNCONTENDED; i++) {
            semaphore.acquire();
            semaphore.release();
          }
        });
  }

  /** Two tasks give one permit to each other in turn. */
  @Benchmark
  @OperationsPerInvocation(HAND_OVERS)
  public void semaphoreHandOver() {
    runner.run(() -> gather(this::takeTurns, this::takeTurns));
  }

  private void takeTurns() {
    semaphore.acquire();
    sleep(Duration.ZERO); // until the other one is in line
    for (int i = 0; i < HAND_OVERS / 2; i++) {
      semaphore.release();
      semaphore.acquire();
    }
    semaphore.release();
  }

  /** Two tasks notify each other in turn. An operation is one wake-up. */
  @Benchmark
  @OperationsPerInvocation(HAND_OVERS)
  public void conditionHandOver() {
    runner.run(() -> gather(() -> notifyInTurn(0), () -> notifyInTurn(1)));
  }

  private void notifyInTurn(int mine) {
    try (var _ = condition.hold()) {
      for (int i = 0; i < HAND_OVERS / 2; i++) {
        condition.waitFor(() -> turn == mine);
        turn = 1 - mine;
        condition.notifyOne();
      }
    }
  }
}
