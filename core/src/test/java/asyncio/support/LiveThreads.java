package asyncio.support;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All threads of this JVM that are alive, the virtual ones as well.
 *
 * <p>From the JDK's own register of them. The public way would be a thread dump, which also takes
 * the stacks; with virtual threads that come and go meanwhile that has crashed JDK 25
 * (JDK-8364343).
 */
final class LiveThreads {

  private static final Method CHILDREN = method("ThreadContainer", "children");
  private static final Method THREADS = method("ThreadContainer", "threads");
  private static final Object ROOT = call(method("ThreadContainers", "root"), null);

  private LiveThreads() {}

  static Stream<Thread> all() {
    return threadsBelow(ROOT);
  }

  private static Stream<Thread> threadsBelow(Object container) {
    return Stream.concat(
        ((Stream<?>) call(THREADS, container)).map(Thread.class::cast),
        ((Stream<?>) call(CHILDREN, container)).flatMap(LiveThreads::threadsBelow));
  }

  private static Method method(String type, String name) {
    try {
      return Class.forName("jdk.internal.vm." + type).getMethod(name);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK keeps its register of threads elsewhere", e);
    }
  }

  private static Object call(Method method, @Nullable Object receiver) {
    try {
      return method.invoke(receiver);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          "start the JVM with --add-exports java.base/jdk.internal.vm=ALL-UNNAMED", e);
    }
  }
}
