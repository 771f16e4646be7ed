package asyncio.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that are there to fail. */
final class Samples {

  private Samples() {}

  static EngineExecutionResults run(Class<?> sample) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(sample)).execute();
  }

  static EngineExecutionResults runInParallel(Class<?> sample) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .selectors(selectClass(sample))
        .execute();
  }

  /** What the failing tests of a class have thrown. */
  static List<Throwable> failures(Class<?> sample) {
    return run(sample).testEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .toList();
  }

  /** The names of the failing tests of a class. */
  static List<String> failedTests(Class<?> sample) {
    return run(sample).testEvents().failed().stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .toList();
  }

  /** The failure of a class with one test. */
  static Throwable failure(Class<?> sample) {
    List<Throwable> failures = failures(sample);
    if (failures.size() != 1) {
      throw new AssertionError("one test was to fail, and these were the failures: " + failures);
    }
    return failures.getFirst();
  }
}
