package asyncio.task;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C on the main thread. The JDK's signal API lives in {@code jdk.unsupported}, whose use the
 * compiler cannot be told to accept silently; hence the reflection. Where the module is missing,
 * Ctrl-C ends the JVM as always.
 */
final class Interrupts {

  private static final int EXIT_STATUS = 130; // 128 + SIGINT, as shells have it
  private static final String MAIN_THREAD = "main"; // its id is 1 or 3, depending on the JDK

  private Interrupts() {}

  /**
   * Calls {@code action} on a thread of the JVM at each SIGINT until the returned action restores
   * what was before. Does nothing unless called on the main thread: a library in somebody else's
   * thread has no business with the process's signals.
   */
  static Runnable handle(Runnable action) {
    Thread thread = Thread.currentThread();
    if (thread.isVirtual() || !thread.getName().equals(MAIN_THREAD)) {
      return () -> {};
    }
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = signalType.getConstructor(String.class).newInstance("INT");
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      Object before = handle.invoke(null, signal, handlerOf(handlerType, action));
      return () -> restore(handle, signal, before);
    } catch (ReflectiveOperationException e) {
      return () -> {}; // no such module, or the JVM keeps the signal for itself (-Xrs)
    }
  }

  private static Object handlerOf(Class<?> handlerType, Runnable action) {
    InvocationHandler forward =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                action.run();
                yield null;
              }
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "asyncio's SIGINT handler";
            };
    return Proxy.newProxyInstance(
        handlerType.getClassLoader(), new Class<?>[] {handlerType}, forward);
  }

  private static void restore(Method handle, Object signal, Object before) {
    try {
      handle.invoke(null, signal, before);
    } catch (ReflectiveOperationException e) {
      Log.warning("the former handler of SIGINT could not be restored: " + e);
    }
  }

  /** The user insists: ends the JVM, cleanup or not. */
  static void exit() {
    System.exit(EXIT_STATUS);
  }
}
