package asyncio.benchmarks;

import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.sleep;

import asyncio.iteration.AsyncGenerator;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * An item from a generator: pulled by a for-each, or pushed into a consumer; and a generator made,
 * asked for one item and closed.
 */
@OperationsPerInvocation(Generators.ITEMS)
public class Generators extends LoopState {

  static final int ITEMS = 100_000;

  private static final int GENERATORS = 10_000;

  private final BareLoop bareLoop = new BareLoop();

  /** What a switch costs at least, for the ratio. */
  @Setup
  public void start() {
    bareLoop.start(this::switchForEver);
  }

  @SuppressWarnings("ThreadPriorityCheck") // the scheduler is the bare loop
  private void switchForEver() {
    while (true) {
      for (int i = 0; i < ITEMS; i++) {
        Thread.yield();
      }
      bareLoop.stop();
    }
  }

  private static AsyncGenerator<Integer, ?> numbers(int count) {
    return generator(
        out -> {
          for (int i = 0; i < count; i++) {
            out.yield(i);
          }
        });
  }

  private static AsyncGenerator<Integer, ?> awaitingNumbers() {
    return generator(
        out -> {
          for (int i = 0; i < ITEMS; i++) {
            sleep(Duration.ZERO);
            out.yield(i);
          }
        });
  }

  private static long sum(Iterable<Integer> numbers) {
    long sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }

  /** One switch of a bare virtual thread. */
  @Benchmark
  public void bareSwitch() {
    bareLoop.runUntilStopped();
  }

  /** A for-each. */
  @Benchmark
  public long pulled() {
    return loop.runUntilComplete(() -> sum(numbers(ITEMS)));
  }

  /** A for-each over a body that awaits before each item. */
  @Benchmark
  public long pulledFromAwaitingBody() {
    return loop.runUntilComplete(() -> sum(awaitingNumbers()));
  }

  /** A stream's terminal operation. */
  @Benchmark
  public long pushed() {
    return loop.runUntilComplete(() -> numbers(ITEMS).stream().mapToLong(i -> i).sum());
  }

  /** A stream's terminal operation over a body that awaits before each item. */
  @Benchmark
  public long pushedFromAwaitingBody() {
    return loop.runUntilComplete(() -> awaitingNumbers().stream().mapToLong(i -> i).sum());
  }

  /** A whole life. */
  @Benchmark
  @OperationsPerInvocation(GENERATORS)
  public int madeAndClosed() {
    return loop.runUntilComplete(
        () -> {
          int sum = 0;
          for (int i = 0; i < GENERATORS; i++) {
            try (AsyncGenerator<Integer, ?> generator = numbers(2)) {
              sum += generator.anext();
            }
          }
          return sum;
        });
  }
}
