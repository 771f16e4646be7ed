package asyncio.testing;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of a test were created, which the JDK does not remember.
 *
 * <p>An inheritable thread-local is asked for the value of each new thread, in the constructor of
 * that thread and on the thread that creates it: so the threads that descend from the test's own
 * tell, and no others. Which one is constructed is not said. But the JDK has just given it its
 * number, and numbers its threads one after the other: so the next thread that is constructed has
 * the number after it, unless somebody else constructs one at this very moment. Then a thread may
 * be told with the place of another. Any thread.
 */
final class ThreadOrigins {

  /** What a thread of the test knows: by which line the threads that it creates have come. */
  private record Descent(ThreadOrigins test, String place) {}

  private static final InheritableThreadLocal<Descent> DESCENT =
      new InheritableThreadLocal<>() {
        @Override
        protected Descent childValue(Descent parent) {
          return Thread.currentThread() == parent.test.loopThread
              ? parent
              : parent.test.recordNewest(parent, numberOfNext() - 1);
        }
      };

  private static final String JDK = "java.";
  private static final String VIRTUAL = "java.lang.VirtualThread";
  private static final String ENGINE = "asyncio.engine.";

  static {
    numberOfNext(); // with the first virtual thread, the JVM starts threads of its own
    EngineKind.current(); // what tries the engines out must not find us at work
  }

  private final ConcurrentMap<Long, String> places = new ConcurrentHashMap<>();
  private volatile boolean anyVirtual;
  private volatile boolean ended;

  /** Creates none but threads of tasks, and many: a look at the stack of each would take longer. */
  private volatile @Nullable Thread loopThread;

  private ThreadOrigins() {}

  /** Those of the threads that this one creates from now on, and of the threads they create. */
  static ThreadOrigins record() {
    ThreadOrigins origins = new ThreadOrigins();
    DESCENT.set(new Descent(origins, Origin.UNKNOWN));
    return origins;
  }

  /** A loop runs on this thread from now on, until {@link #loopEnds}. */
  void loopBegins() {
    loopThread = Thread.currentThread();
  }

  void loopEnds() {
    loopThread = null;
  }

  /** Nothing is recorded any more; threads that live on do not keep what was. */
  void end() {
    ended = true;
    places.clear();
    Descent descent = DESCENT.get();
    if (descent != null && descent.test == this) {
      DESCENT.remove();
    }
  }

  private static long numberOfNext() {
    return Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(() -> {}).threadId();
  }

  private Descent recordNewest(Descent parent, long number) {
    if (ended) {
      return parent;
    }
    Construction construction = Construction.underWay();
    if (construction.creator.startsWith(ENGINE)) {
      return parent; // the thread of a task; the audit sees to the task
    }
    // A pool whose thread starts another one may have none of the program's lines on its stack.
    String place = Origin.ofCallerOr(parent.place);
    places.put(number, place);
    if (construction.isVirtual) {
      anyVirtual = true;
    }
    return new Descent(this, place);
  }

  /**
   * The construction of a thread, which has the newest frames of the stack but for our own.
   *
   * @param creator the class that wants the thread: the first that is not the JDK's
   */
  private record Construction(boolean isVirtual, String creator) {

    static Construction underWay() {
      return StackWalker.getInstance()
          .walk(
              frames ->
                  of(
                      frames
                          .map(StackFrame::getClassName)
                          .dropWhile(type -> type.startsWith(ThreadOrigins.class.getName()))
                          .iterator()));
    }

    private static Construction of(Iterator<String> classes) {
      boolean isVirtual = false;
      String type = classes.next();
      while (type.startsWith(JDK) && classes.hasNext()) {
        isVirtual |= type.equals(VIRTUAL);
        type = classes.next();
      }
      return new Construction(isVirtual, type);
    }
  }

  /** Whether one of the threads is virtual. */
  boolean isAnyVirtual() {
    return anyVirtual;
  }

  /** {@code File.java:12} of the program, or null if it is no thread of the test. */
  @Nullable String of(long number) {
    return places.get(number);
  }
}
