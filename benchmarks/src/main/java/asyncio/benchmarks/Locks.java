package asyncio.benchmarks;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.sleep;

import asyncio.sync.Held;
import asyncio.sync.Lock;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Taking a lock and giving it back. */
public class Locks extends LoopState {

  static final int UNCONTENDED = 1_000_000;
  static final int HAND_OVERS = 100_000;

  private final Lock lock = new Lock();
  private int blocks;

  /** Nobody else wants it; must allocate nothing. */
  @Benchmark
  @OperationsPerInvocation(UNCONTENDED)
  public void uncontended() {
    runner.run(
        () -> {
          for (int i = 0; i < UNCONTENDED; i++) {
            lock.acquire();
            lock.release();
          }
        });
  }

  /** The same as a block. */
  @Benchmark
  @OperationsPerInvocation(UNCONTENDED)
  public void uncontendedBlock() {
    runner.run(
        () -> {
          for (int i = 0; i < UNCONTENDED; i++) {
            try (Held _ = lock.hold()) {
              blocks++;
            }
          }
        });
  }

  /** Two tasks give it to each other in turn. */
  @Benchmark
  @OperationsPerInvocation(HAND_OVERS)
  public void handOver() {
    runner.run(() -> gather(this::takeTurns, this::takeTurns));
  }

  private void takeTurns() {
    lock.acquire();
    sleep(Duration.ZERO); // until the other one is in line
    for (int i = 0; i < HAND_OVERS / 2; i++) {
      lock.release();
      lock.acquire();
    }
    lock.release();
  }
}
