package asyncio.flow;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * The Reactive Streams TCK is written for TestNG; this makes its tests JUnit's. The TCK skips what
 * it cannot test by itself and calls {@code untested_…}; nothing else may be skipped, and nothing
 * that ends well is written off.
 */
final class TckTests {

  private static final long TIMEOUT_MILLIS = 500;
  private static final long NO_SIGNAL_TIMEOUT_MILLIS = 30;

  private TckTests() {}

  /** With short time-outs; the first ends only tests that fail. */
  static TestEnvironment environment() {
    return new TestEnvironment(TIMEOUT_MILLIS, NO_SIGNAL_TIMEOUT_MILLIS);
  }

  /** The tests of a verification, of which {@code verifications} makes one for each test. */
  static Stream<DynamicTest> of(Supplier<?> verifications) {
    return Arrays.stream(verifications.get().getClass().getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(comparing(Method::getName))
        .map(test -> dynamicTest(test.getName(), () -> play(verifications.get(), test)));
  }

  private static void play(Object verification, Method test) throws Throwable {
    callAll(verification, BeforeClass.class);
    callAll(verification, BeforeMethod.class);
    try {
      boolean untested = test.getName().startsWith("untested_");
      assertThat(skipsItself(verification, test)).as("skipped").isEqualTo(untested);
    } finally {
      callAll(verification, AfterClass.class);
    }
  }

  private static void callAll(Object verification, Class<? extends Annotation> annotation)
      throws ReflectiveOperationException {
    for (Method method : verification.getClass().getMethods()) {
      if (method.isAnnotationPresent(annotation)) {
        method.invoke(verification);
      }
    }
  }

  private static boolean skipsItself(Object verification, Method test) throws Throwable {
    try {
      test.invoke(verification);
      return false;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SkipException) {
        return true;
      }
      throw e.getCause();
    }
  }
}
