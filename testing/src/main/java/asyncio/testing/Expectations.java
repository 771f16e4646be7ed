package asyncio.testing;

import asyncio.task.EventLoop;
import org.jspecify.annotations.Nullable;

/** The numbered moments of a test. Loop thread only. */
final class Expectations {

  private int passed;
  private boolean finished;

  static Expectations of(EventLoop loop) {
    return loop.service(Expectations.class, _ -> new Expectations());
  }

  void expect(int number) {
    if (finished) {
      throw new AssertionError(
          "expect(" + number + ") comes after finish(" + passed + "), which is the last moment");
    }
    if (number != passed + 1) {
      throw new AssertionError(
          "expect(" + number + ") was reached when expect(" + (passed + 1) + ") was due");
    }
    passed = number;
  }

  void finish(int number) {
    expect(number);
    finished = true;
  }

  /** What is missing at the end of the test, or null. */
  @Nullable String missing() {
    return passed == 0 || finished
        ? null
        : "the test ended after expect(" + passed + "), and finish(n) was never reached";
  }
}
