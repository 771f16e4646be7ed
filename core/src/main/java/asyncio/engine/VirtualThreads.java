package asyncio.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;

/** The one door to the JDK's internals: virtual threads with a scheduler of our own. Any thread. */
final class VirtualThreads {

  private static final MethodHandle CONSTRUCTOR;
  private static final VarHandle SCHEDULER;

  static {
    try {
      Class<?> type = Class.forName("java.lang.VirtualThread");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      MethodType signature =
          MethodType.methodType(
              void.class, Executor.class, String.class, int.class, Runnable.class);
      CONSTRUCTOR =
          lookup.findConstructor(type, signature).asType(signature.changeReturnType(Thread.class));
      SCHEDULER = lookup.findVarHandle(type, "scheduler", Executor.class);
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException(
          "this JDK has no virtual threads with a scheduler of one's own", e);
    }
  }

  private VirtualThreads() {}

  /** The scheduler of a virtual thread. */
  static Executor schedulerOf(Thread thread) {
    return (Executor) SCHEDULER.get(thread);
  }

  static Thread create(Executor scheduler, Runnable task) {
    try {
      return (Thread) CONSTRUCTOR.invokeExact(scheduler, (String) null, 0, task);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UnsupportedOperationException("cannot create a virtual thread", e);
    }
  }
}
