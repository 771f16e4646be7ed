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

  /** Runs the test once, and closes the loop. */
  void run(TestLoop loop) throws Throwable {
    List<Object> instances = newInstances();
    try {
      try {
        for (Object instance : instances) {
          callEach(methods(instance, BeforeEach.class), instance, loop);
        }
        loop.run(
            () ->
                proceed(
                    () ->
                        ReflectionSupport.invokeMethod(
                            call.getExecutable(),
                            instances.getLast(),
                            call.getArguments().toArray())));
      } finally {
        for (Object instance : instances.reversed()) {
          callEach(methods(instance, AfterEach.class), instance, loop);
        }
      }
    } finally {
      loop.close();
    }
  }

  /** The outermost first; the test's own is last. */
  private List<Object> newInstances() {
    List<Object> instances = new ArrayList<>();
    for (Object original : context.getRequiredTestInstances().getAllInstances()) {
      var constructor = original.getClass().getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      instances.add(
          instances.isEmpty()
              ? context.getExecutableInvoker().invoke(constructor)
              : context.getExecutableInvoker().invoke(constructor, instances.getLast()));
    }
    return instances;
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

  private void callEach(List<Method> methods, Object instance, TestLoop loop) throws Exception {
    for (Method method : methods) {
      loop.run(() -> proceed(() -> context.getExecutableInvoker().invoke(method, instance)));
    }
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
