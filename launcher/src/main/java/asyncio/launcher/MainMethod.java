package asyncio.launcher;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Where a program begins (Java Language Specification, 12.1.4): {@code main(String[])}, else {@code
 * main()}; static or not, inherited or not, but not private.
 */
record MainMethod(Method method, @Nullable Constructor<?> constructor) {

  static MainMethod of(Class<?> type) throws LaunchException {
    Method method = find(type, String[].class);
    if (method == null) {
      method = find(type);
    }
    if (method == null) {
      throw new LaunchException(
          "class " + type.getName() + " has no main method; add void main() { … }");
    }
    method.setAccessible(true);
    return new MainMethod(
        method, Modifier.isStatic(method.getModifiers()) ? null : constructorOf(type));
  }

  private static @Nullable Method find(Class<?> type, Class<?>... parameters) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      Method method = declaredMain(owner, parameters);
      if (method != null
          && method.getReturnType() == void.class
          && !Modifier.isPrivate(method.getModifiers())) {
        return method;
      }
    }
    return null;
  }

  private static @Nullable Method declaredMain(Class<?> type, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod("main", parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static Constructor<?> constructorOf(Class<?> type) throws LaunchException {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new LaunchException(
          "the main method of class "
              + type.getName()
              + " needs an object, and the class has no constructor without parameters; make the"
              + " method static");
    }
  }

  /** Runs the program on the calling thread. Throws the very exception that comes out of it. */
  void invoke(String... arguments) throws Throwable {
    try {
      Object object = constructor == null ? null : constructor.newInstance();
      if (method.getParameterCount() == 0) {
        method.invoke(object);
      } else {
        method.invoke(object, (Object) arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
