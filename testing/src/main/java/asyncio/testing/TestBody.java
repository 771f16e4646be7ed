package asyncio.testing;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** A test with what comes before and after it, to be run many times, each time on new instances. */
final class TestBody {

  private final ExtensionContext context;
  private final ReflectiveInvocationContext<Method> call;

  TestBody(ExtensionContext context, ReflectiveInvocationContext<Method> call) {
    this.context = context;
    this.call = call;
  }

  /**
   * Runs the test once, and closes the loop. As in JUnit, what comes after the test is called in
   * any case, all of it.
   */
  void run(TestLoop loop) throws Exception {
    List<Object> instances = new ArrayList<>();
    Failures failures = new Failures();
    failures.attempt(
        () -> {
          fill(instances);
          runTest(instances, loop);
        });
    for (Object instance : instances.reversed()) {
      for (Method method : methods(instance, AfterEach.class)) {
        failures.attempt(() -> callEach(method, instance, loop));
      }
    }
    failures.attempt(loop::close);
    failures.throwFirst();
  }

  private void runTest(List<Object> instances, TestLoop loop) throws Exception {
    for (Object instance : instances) {
      for (Method method : methods(instance, BeforeEach.class)) {
        callEach(method, instance, loop);
      }
    }
    loop.run(
        () ->
            proceed(
                () ->
                    ReflectionSupport.invokeMethod(
                        call.getExecutable(), instances.getLast(), call.getArguments().toArray())));
  }

  /** New instances of the test's classes, the outermost first; the test's own is last. */
  private void fill(List<Object> instances) {
    for (Object original : context.getRequiredTestInstances().getAllInstances()) {
      var constructor = original.getClass().getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      instances.add(
          instances.isEmpty()
              ? context.getExecutableInvoker().invoke(constructor)
              : context.getExecutableInvoker().invoke(constructor, instances.getLast()));
    }
  }

  /** In the order in which they are called. */
  private static List<Method> methods(
      Object instance, Class<? extends java.lang.annotation.Annotation> kind) {
    List<Method> methods =
        new ArrayList<>(
            AnnotationSupport.findAnnotatedMethods(
                instance.getClass(), kind, HierarchyTraversalMode.TOP_DOWN));
    if (kind == AfterEach.class) {
      Collections.reverse(methods);
    }
    return methods;
  }

  private void callEach(Method method, Object instance, TestLoop loop) throws Exception {
    loop.run(() -> proceed(() -> context.getExecutableInvoker().invoke(method, instance)));
  }

  /** A call of JUnit, which may throw anything. */
  @FunctionalInterface
  interface Call {

    @Nullable Object make() throws Throwable;
  }

  /** Makes a call, and throws what it throws. */
  static void proceed(Call call) throws Exception {
    try {
      call.make();
    } catch (Exception | Error expected) {
      throw expected;
    } catch (Throwable neither) {
      throw new IllegalStateException(neither);
    }
  }
}
