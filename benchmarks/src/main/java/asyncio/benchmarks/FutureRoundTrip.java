package asyncio.benchmarks;

import static asyncio.Asyncio.gather;

import asyncio.task.Future;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Two tasks wake each other in turn, each with the future that the other awaits. An operation is a
 * round trip: two futures made, set and awaited.
 */
@OperationsPerInvocation(FutureRoundTrip.ROUND_TRIPS)
public class FutureRoundTrip extends LoopState {

  static final int ROUND_TRIPS = 100_000;

  private Future<String> toPing = loop.createFuture();
  private Future<String> toPong = loop.createFuture();

  /** Both players run at once. */
  @Benchmark
  public void pingPong() {
    runner.run(() -> gather(this::ping, this::pong));
  }

  private void ping() {
    for (int i = 0; i < ROUND_TRIPS; i++) {
      toPing = loop.createFuture();
      toPong.setResult("ping");
      toPing.await();
    }
  }

  private void pong() {
    for (int i = 0; i < ROUND_TRIPS; i++) {
      toPong.await();
      toPong = loop.createFuture();
      toPing.setResult("pong");
    }
  }
}
