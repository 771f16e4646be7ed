package asyncio.conformance;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.toThread;

import asyncio.Asyncio;
import asyncio.task.Action;
import asyncio.task.Awaitable;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import asyncio.testing.DeadlockError;
import asyncio.testing.VirtualTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Java port of one scenario program: what it prints must be what CPython printed. Each port is
 * a class with the scenario's name and a no-argument constructor.
 */
public abstract class Scenario {

  private static final int COLLECTIONS_AT_MOST = 500;

  /** Time for the JVM's cleaner thread to see what was collected. */
  private static final int GARBAGE_PAUSE_MILLIS = 10;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** The program. */
  protected abstract void main() throws Exception;

  /** Runs the program and returns what it printed. */
  final List<String> play() throws Exception {
    try (LogCapture _ = LogCapture.into(this::print)) {
      main();
    } catch (DeadlockError deadlock) {
      print("DEADLOCK");
    }
    return List.copyOf(lines);
  }

  /** Python's {@code print(a, b)}: the words joined with one space. */
  protected final void print(Object... words) {
    lines.add(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
  }

  /** Runs on a new loop; virtual time unless a scenario about real time says otherwise. */
  protected final <T> T run(Awaitable<T> main) {
    return Asyncio.run(RunOptions.on(this::newEventLoop), main);
  }

  /** Runs code without a result on a new loop. */
  protected final void run(Action main) {
    Asyncio.run(RunOptions.on(this::newEventLoop), main);
  }

  /** A loop for {@link #run}, and for scenarios that make their own. */
  protected EventLoop newEventLoop() {
    return VirtualTime.newEventLoop();
  }

  /** Asks the JVM to collect, while the loop runs on. */
  protected static void collectGarbage() {
    toThread(
        () -> {
          System.gc();
          Thread.sleep(GARBAGE_PAUSE_MILLIS);
        });
  }

  /** Collects until something more was printed: what the library reports of a collected object. */
  protected final void collectGarbageUntilReport() {
    int before = lines.size();
    for (int i = 0; i < COLLECTIONS_AT_MOST && lines.size() == before; i++) {
      collectGarbage();
    }
  }

  /** The running loop's time. */
  protected static double time() {
    return getRunningLoop().time();
  }

  /** The name of an exception's class, as traces have it. */
  protected static String nameOf(Throwable throwable) {
    return throwable.getClass().getSimpleName();
  }
}
