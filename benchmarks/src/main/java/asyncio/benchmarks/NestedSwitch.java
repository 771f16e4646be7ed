package asyncio.benchmarks;

import static asyncio.Asyncio.sleep;

import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A switch under 20 nested calls: stack frames that stay are not paid for again. */
@OperationsPerInvocation(NestedSwitch.SWITCHES)
public class NestedSwitch extends LoopState {

  static final int SWITCHES = 200_000;
  private static final int DEPTH = 20;

  private final BareLoop bareLoop = new BareLoop();

  /** Goes down once and gives way there again and again. */
  @Benchmark
  public void staysDown() {
    runner.run(() -> descend(DEPTH, SWITCHES));
  }

  /** Goes down, gives way and returns, again and again. */
  @Benchmark
  public void goesDownAndUp() {
    runner.run(
        () -> {
          for (int i = 0; i < SWITCHES; i++) {
            descend(DEPTH, 1);
          }
        });
  }

  /** {@link #staysDown} of a virtual thread. */
  @Benchmark
  public void bareStaysDown() {
    bareLoop.run(() -> descendBare(DEPTH, SWITCHES));
  }

  /** {@link #goesDownAndUp} of a virtual thread. */
  @Benchmark
  public void bareGoesDownAndUp() {
    bareLoop.run(
        () -> {
          for (int i = 0; i < SWITCHES; i++) {
            descendBare(DEPTH, 1);
          }
        });
  }

  /** Returns the depth, so that no call is a tail call. */
  private static int descend(int depth, int switches) {
    if (depth > 0) {
      return descend(depth - 1, switches) + 1;
    }
    for (int i = 0; i < switches; i++) {
      sleep(Duration.ZERO);
    }
    return 0;
  }

  @SuppressWarnings("ThreadPriorityCheck") // the scheduler is the bare loop
  private static int descendBare(int depth, int switches) {
    if (depth > 0) {
      return descendBare(depth - 1, switches) + 1;
    }
    for (int i = 0; i < switches; i++) {
      Thread.yield();
    }
    return 0;
  }
}
