package asyncio.benchmarks.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import asyncio.Asyncio;
import asyncio.testing.AsyncTest;
import asyncio.testing.VirtualTime;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Tests by JUnit that do nothing, each on a fresh loop in virtual time. */
final class EmptyTests {

  static final int COUNT = 1_000;

  private EmptyTests() {}

  static class Audited {

    @RepeatedTest(COUNT)
    @AsyncTest
    void nothing() {}
  }

  static class NotAudited {

    @RepeatedTest(COUNT)
    void nothing() {
      Asyncio.run(VirtualTime.options(), () -> {});
    }
  }

  /** Runs the tests of one of these classes; returns how many have passed. */
  static long run(Class<?> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsSucceededCount() != COUNT) {
      throw new IllegalStateException(
          COUNT + " tests were to pass, and " + summary.getTestsSucceededCount() + " did");
    }
    return COUNT;
  }
}
