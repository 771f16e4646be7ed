package asyncio.benchmarks;

import asyncio.task.EventLoop;
import asyncio.task.Runner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A loop, and how a benchmark on it is measured (JMH inherits the annotations).
 *
 * <p>JMH calls a benchmark method on a thread of its own, outside of any loop. So a method runs the
 * loop once, for many operations, and says with {@code @OperationsPerInvocation} how many. Entering
 * and leaving the loop costs about a microsecond, one part in a thousand where a method does least.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-opens", "java.base/java.lang=ALL-UNNAMED"})
public abstract class LoopState {

  final Runner runner = new Runner();
  final EventLoop loop = runner.getLoop();

  /** Cancels the tasks that are left and closes the loop. */
  @TearDown
  public void closeLoop() {
    runner.close();
  }
}
