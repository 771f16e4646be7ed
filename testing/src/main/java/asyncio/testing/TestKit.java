package asyncio.testing;

import asyncio.Asyncio;
import asyncio.task.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a test can ask of the loop that it runs on. All but {@link #auditAlso} are for tasks of the
 * test.
 */
public final class TestKit {

  private TestKit() {}

  /**
   * Suspends until every other task and callback waits for something: a time, a message from
   * outside, or each other; time does not pass. Work in executors that was begun before is waited
   * for. Of a real socket, what has arrived by now counts. Cancellation leaves nothing behind.
   *
   * @throws IllegalStateException if the loop is not one of this kit, or if the caller is not in a
   *     task
   */
  public static void waitUntilIdle() {
    EventLoop loop = Asyncio.getRunningLoop();
    IdleWaiters.of(loop).await(loop);
  }

  /**
   * Lets a {@linkplain TimeMode#MANUAL manual} time pass; see {@link VirtualTime#advance}.
   *
   * @throws IllegalStateException if the time of the loop is not manual, if another task advances
   *     it, or if the caller is not in a task
   */
  public static void advance(Duration duration) {
    Asyncio.getRunningLoop()
        .service(
            VirtualTime.class,
            _ -> {
              throw new IllegalStateException(
                  "advance() moves a manual time, and this loop runs on real time; use"
                      + " TimeMode.MANUAL");
            })
        .advance(duration);
  }

  /**
   * The moment {@code number} of the test; the first one is 1. Fails if it does not come right
   * after the moment before. A test with numbered moments must reach a {@link #finish}.
   *
   * @throws AssertionError if another moment is due
   */
  public static void expect(int number) {
    Expectations.of(Asyncio.getRunningLoop()).expect(number);
  }

  /**
   * The last moment of the test; see {@link #expect}.
   *
   * @throws AssertionError if another moment is due
   */
  public static void finish(int number) {
    Expectations.of(Asyncio.getRunningLoop()).finish(number);
  }

  /**
   * The seed of the current schedule, for a test that leaves something else to chance; 0 in
   * asyncio's own schedule, and on loops that have none.
   *
   * @throws IllegalStateException if the caller is not in a loop
   */
  public static long seed() {
    return Seed.of(Asyncio.getRunningLoop()).value();
  }

  /**
   * Lets the audit after the current test ask about something more, such as the connections of a
   * pool. It is asked in the loop, at the very end.
   *
   * @param leftovers describes what is left, an entry each; empty if nothing is
   * @throws IllegalStateException if the caller is not in a loop
   */
  public static void auditAlso(Supplier<? extends List<String>> leftovers) {
    AuditedByTest.of(Asyncio.getRunningLoop()).add(leftovers);
  }
}
