package asyncio.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;

/**
 * From {@code callSoonThreadsafe} in another thread until an idle loop runs the callback. What
 * matters is the distribution: the median is the operating system's wake-up, the tail its
 * scheduler.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ThreadsafeWakeup extends LoopState {

  private static final long FALL_ASLEEP_NANOS = 200_000;

  private final Thread loopThread = Thread.ofPlatform().daemon().unstarted(loop::runForever);
  private volatile boolean arrived;

  /** The loop idles in a thread of its own. */
  @Setup
  public void startLoop() {
    loopThread.start();
  }

  /** Gives the loop the time to fall asleep after the last invocation. */
  @Setup(Level.Invocation)
  public void letTheLoopFallAsleep() {
    arrived = false;
    LockSupport.parkNanos(FALL_ASLEEP_NANOS);
  }

  /** Spins, so that the waking of this thread is not measured as well. */
  @Benchmark
  public void callSoonThreadsafe() {
    loop.callSoonThreadsafe(() -> arrived = true);
    while (!arrived) {
      Thread.onSpinWait();
    }
  }

  /** The annotation is inherited; a second one would make JMH call this twice. */
  @Override
  public void closeLoop() {
    loop.callSoonThreadsafe(loop::stop);
    try {
      loopThread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
    super.closeLoop();
  }
}
