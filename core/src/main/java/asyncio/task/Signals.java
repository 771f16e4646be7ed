package asyncio.task;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;

/**
 * Signals of the operating system. The JDK's API for them lives in {@code jdk.unsupported}, whose
 * use the compiler cannot be told to accept silently; hence the reflection. Any thread.
 */
final class Signals {

  private static final String PREFIX = "SIG";

  private Signals() {}

  /** The JDK's name of a signal: {@code SIGTERM} and {@code term} are {@code TERM}. */
  static String normalize(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
  }

  /**
   * Calls {@code action} on a thread of the JVM at each signal, until the returned action restores
   * what was before.
   *
   * @param name as {@link #normalize} returns it
   * @throws IllegalArgumentException if there is no such signal
   * @throws UnsupportedOperationException if the signal cannot be caught, if the JVM keeps it for
   *     itself, or if it is without the module {@code jdk.unsupported}
   */
  static Runnable handle(String name, Runnable action) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = newSignal(signalType, name);
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      Object before = handle.invoke(null, signal, handlerOf(handlerType, name, action));
      return () -> restore(handle, signal, before);
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException(
          "the signal "
              + name
              + " cannot be handled: "
              + (e instanceof InvocationTargetException ? e.getCause() : e),
          e);
    }
  }

  private static Object newSignal(Class<?> signalType, String name)
      throws ReflectiveOperationException {
    try {
      return signalType.getConstructor(String.class).newInstance(name);
    } catch (InvocationTargetException unknown) {
      throw new IllegalArgumentException(
          "this system has no signal " + name + "; use a name such as TERM, INT, HUP or USR1",
          unknown);
    }
  }

  private static Object handlerOf(Class<?> handlerType, String name, Runnable action) {
    InvocationHandler forward =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                action.run();
                yield null;
              }
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "asyncio's handler of SIG" + name;
            };
    return Proxy.newProxyInstance(
        handlerType.getClassLoader(), new Class<?>[] {handlerType}, forward);
  }

  private static void restore(Method handle, Object signal, Object before) {
    try {
      handle.invoke(null, signal, before);
    } catch (ReflectiveOperationException e) {
      Log.warning("the former handler of " + signal + " could not be restored: " + e);
    }
  }
}
