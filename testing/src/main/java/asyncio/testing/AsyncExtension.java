package asyncio.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link AsyncTest} means to JUnit.
 *
 * <p>A test with one schedule goes JUnit's way, each of its methods on the loop. Of one with
 * several schedules JUnit's own calls are skipped, and {@link TestBody} makes them again and again.
 */
final class AsyncExtension
    implements TestTemplateInvocationContextProvider,
        ExecutionCondition,
        BeforeEachCallback,
        InvocationInterceptor,
        AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(AsyncExtension.class);

  // ---- which tests there are

  /** Beside {@code @ParameterizedTest} and the like, those say how often the test runs. */
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return Arrays.stream(context.getRequiredTestMethod().getAnnotations())
        .filter(annotation -> annotation.annotationType() != AsyncTest.class)
        .noneMatch(
            annotation ->
                AnnotationSupport.isAnnotated(annotation.annotationType(), TestTemplate.class)
                    && !AnnotationSupport.isAnnotated(
                        annotation.annotationType(), AsyncTest.class));
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Stream.of(
        new TestTemplateInvocationContext() {
          @Override
          public String getDisplayName(int invocationIndex) {
            return context.getDisplayName();
          }
        });
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      return ConditionEvaluationResult.enabled("the engine matters to methods");
    }
    EngineKind engine = EngineKind.current();
    return Arrays.asList(annotation(context).engines()).contains(engine)
        ? ConditionEvaluationResult.enabled("runs on the engine " + engine)
        : ConditionEvaluationResult.disabled("does not run on the engine " + engine);
  }

  private static AsyncTest annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), AsyncTest.class)
        .orElseThrow();
  }

  // ---- one test

  /** What belongs to the test that runs; without a loop if it has several schedules. */
  private record Running(Deadline deadline, @Nullable TestLoop loop) {

    static Running of(ExtensionContext context) {
      return Objects.requireNonNull(context.getStore(NAMESPACE).get(Running.class, Running.class));
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    AsyncTest test = annotation(context);
    Deadline deadline =
        new Deadline(Duration.ofSeconds(test.deadlineSeconds()), context.getDisplayName());
    TestLoop loop = null;
    if (!hasSchedules(test)) {
      loop = open(context, null);
      loop.loop().setOriginTracking(true);
      deadline.watch(loop);
    }
    context.getStore(NAMESPACE).put(Running.class, new Running(deadline, loop));
  }

  private static TestLoop open(ExtensionContext context, @Nullable Schedule schedule) {
    TestLoop loop = TestLoop.open(annotation(context).time(), schedule);
    if (context.getExecutionMode() == ExecutionMode.CONCURRENT) {
      loop.ignoreThreads();
    }
    return loop;
  }

  private static boolean hasSchedules(AsyncTest test) {
    return test.schedules() != 1 || test.seeds().length > 0;
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, context);
    if (Running.of(context).loop == null) {
      trySchedules(call, context);
    }
  }

  private static void intercept(Invocation<@Nullable Void> invocation, ExtensionContext context)
      throws Throwable {
    TestLoop loop = Running.of(context).loop;
    if (loop == null) {
      invocation.skip();
    } else {
      loop.run(() -> TestBody.proceed(invocation::proceed));
    }
  }

  private static void trySchedules(
      ReflectiveInvocationContext<Method> call, ExtensionContext context) {
    AsyncTest test = annotation(context);
    TestBody body = new TestBody(context, call);
    Deadline deadline = Running.of(context).deadline;
    long[] seeds = test.seeds().length > 0 ? test.seeds() : Schedules.first(test.schedules());
    new Schedules(
            schedule -> {
              TestLoop loop = open(context, schedule);
              deadline.watch(loop);
              body.run(loop);
            })
        .searchAll(seeds);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Running running = Running.of(context);
    try (running.deadline) {
      if (running.loop != null) {
        running.loop.close();
      }
    }
  }
}
