package asyncio.benchmarks.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sleep;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import asyncio.Asyncio;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Tests by JUnit, each on a fresh loop in virtual time. */
final class SampleTests {

  static final int EMPTY = 1_000;
  static final int SLEEPERS = 10_000;

  private SampleTests() {}

  static class Audited {

    @RepeatedTest(EMPTY)
    @AsyncTest
    void nothing() {}
  }

  static class NotAudited {

    @RepeatedTest(EMPTY)
    void nothing() {
      Asyncio.run(VirtualTime.options(), () -> {});
    }
  }

  static class Sleeping {

    @AsyncTest
    void forHours() {
      sleepForHours();
    }
  }

  /** What 10,000 tasks do; suspends until all have done it. */
  static void sleepForHours() {
    List<Task<?>> sleepers = new ArrayList<>();
    for (int i = 0; i < SLEEPERS; i++) {
      Duration time = Duration.ofMinutes(i % 600);
      sleepers.add(createTask(() -> sleep(time)));
    }
    sleepers.forEach(Task::await);
  }

  /** Runs the tests of one of these classes, so many; returns their number. */
  static long run(Class<?> tests, int count) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsSucceededCount() != count) {
      throw new IllegalStateException(
          count + " tests were to pass, and " + summary.getTestsSucceededCount() + " did");
    }
    return count;
  }
}
