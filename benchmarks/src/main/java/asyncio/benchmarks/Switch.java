package asyncio.benchmarks;

import static asyncio.Asyncio.sleep;

import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * One task gives way and the next goes on, {@code sleep(0)}; it must allocate nothing.
 *
 * <p>The tasks live for the whole trial and an invocation lets each of them take a number of turns,
 * so that making them is not measured: 10,000 tasks cost more than the turns they take.
 */
@OperationsPerInvocation(Switch.SWITCHES)
public class Switch extends LoopState {

  static final int SWITCHES = 200_000;

  @Param({"1", "100", "10000"})
  int tasks;

  private final BareLoop bareLoop = new BareLoop();

  /** The first task counts the turns of all. */
  @Setup
  public void start() {
    loop.createTask(() -> takeTurns(SWITCHES / tasks));
    bareLoop.start(() -> takeBareTurns(SWITCHES / tasks));
    for (int i = 1; i < tasks; i++) {
      loop.createTask(() -> takeTurns(Integer.MAX_VALUE));
      bareLoop.start(() -> takeBareTurns(Integer.MAX_VALUE));
    }
  }

  private void takeTurns(int turnsPerRun) {
    while (true) {
      for (int i = 0; i < turnsPerRun; i++) {
        sleep(Duration.ZERO);
      }
      loop.stop();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the scheduler is the bare loop
  private void takeBareTurns(int turnsPerRun) {
    while (true) {
      for (int i = 0; i < turnsPerRun; i++) {
        Thread.yield();
      }
      bareLoop.stop();
    }
  }

  /** Tasks. */
  @Benchmark
  public void asyncio() {
    loop.runForever();
  }

  /** Virtual threads. */
  @Benchmark
  public void bare() {
    bareLoop.runUntilStopped();
  }
}
