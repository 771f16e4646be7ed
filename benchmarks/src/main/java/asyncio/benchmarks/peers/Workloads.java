package asyncio.benchmarks.peers;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.gatherOutcomes;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.minutes;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.benchmarks.peers.Micro.Report;
import asyncio.iteration.AsyncGenerator;
import asyncio.queue.Queue;
import asyncio.sync.Lock;
import asyncio.task.Action;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The peers' workloads, line for line; the names of the cases are theirs too. Each runs in a task.
 */
final class Workloads {

  private Workloads() {}

  /** M1: tasks that only yield, 2,000,000 times together. */
  static void switches(Report report) {
    int switches = 2_000_000;
    for (int tasks : new int[] {1, 100, 10_000}) {
      int each = switches / tasks;
      long start = System.nanoTime();
      gather(copies(tasks, () -> yieldTimes(each)));
      report.add(tasks + " tasks", perOperation(start, switches));
    }
  }

  /** M2: 1,000,000 tasks without work, 1,000 at a time. */
  static void spawn(Report report) {
    int tasks = 1_000_000;
    int batch = 1_000;
    long start = System.nanoTime();
    for (int i = 0; i < tasks / batch; i++) {
      gather(copies(batch, () -> {}));
    }
    report.add("spawn+join", perOperation(start, tasks));
  }

  /** M3: 200,000 round trips of an item through two queues. */
  static void pingPong(Report report) {
    int trips = 200_000;
    pingPong(report, "capacity 1", 1, trips);
    pingPong(report, "unbounded", 0, trips);
  }

  private static void pingPong(Report report, String name, int maxsize, int trips) {
    Queue<Integer> there = new Queue<>(maxsize);
    Queue<Integer> back = new Queue<>(maxsize);
    Task<@Nullable Void> pong =
        createTask(
            () -> {
              for (int i = 0; i < trips; i++) {
                back.put(there.get());
              }
            });
    long start = System.nanoTime();
    for (int i = 0; i < trips; i++) {
      there.put(i);
      back.get();
    }
    report.add(name, perOperation(start, trips));
    pong.await();
  }

  /** M4: 1,000,000 items from a producer to a consumer through a queue of 1,000. */
  static void producerAndConsumer(Report report) {
    int items = 1_000_000;
    Queue<Integer> queue = new Queue<>(1_000);
    long start = System.nanoTime();
    gather(
        () -> {
          for (int i = 0; i < items; i++) {
            queue.put(i);
          }
        },
        () -> {
          for (int i = 0; i < items; i++) {
            queue.get();
          }
        });
    report.add("per item", perOperation(start, items));
  }

  /** M5: 1,000 tasks that take one lock 1,000 times each and yield while they hold it. */
  static void contendedLock(Report report) {
    int tasks = 1_000;
    int each = 1_000;
    Lock lock = new Lock();
    long start = System.nanoTime();
    gather(
        copies(
            tasks,
            () -> {
              for (int i = 0; i < each; i++) {
                try (var _ = lock.hold()) {
                  sleep(Duration.ZERO);
                }
              }
            }));
    report.add("fair lock", perOperation(start, tasks * each));
  }

  /** M6: 1,000,000 timers within an hour, nine of ten cancelled. */
  static void timers(Report report) {
    int timers = 1_000_000;
    EventLoop loop = getRunningLoop();
    Duration[] delays = new Duration[timers];
    Random random = new Random(1);
    Arrays.setAll(delays, i -> seconds(10 + 3590 * random.nextDouble()));
    TimerHandle[] handles = new TimerHandle[timers];
    System.gc();
    long start = System.nanoTime();
    for (int i = 0; i < timers; i++) {
      handles[i] = loop.callLater(delays[i], () -> {});
    }
    for (int i = 0; i < timers; i++) {
      if (i % 10 != 0) {
        handles[i].cancel();
      }
    }
    yieldTimes(2);
    report.add("schedule, cancel 90%", perOperation(start, timers));
    for (TimerHandle handle : handles) {
      handle.cancel();
    }
  }

  /** M6b: 100,000 tasks that sleep up to a second. */
  static void sleepers(Report report) {
    int tasks = 100_000;
    Duration[] delays = new Duration[tasks];
    Random random = new Random(2);
    Arrays.setAll(delays, i -> seconds(random.nextDouble()));
    System.gc();
    long cpu = Footprint.cpuNanos();
    long start = System.nanoTime();
    gather(Arrays.stream(delays).map(delay -> createTask(() -> sleep(delay))).toList());
    report.add("sleepers: CPU ns each", (double) (Footprint.cpuNanos() - cpu) / tasks);
    report.add("sleepers: wall ms", perOperation(start, 1_000_000));
  }

  /**
   * M7: what 1,000,000 sleeping tasks occupy. Ends the process: unwinding them is not the point.
   */
  static void memory(Report report) throws Exception {
    int tasks = 1_000_000;
    long heap = Footprint.liveHeapBytes();
    long resident = Footprint.residentBytes();
    List<Task<@Nullable Void>> asleep = fallAsleep(tasks);
    report.add("RSS B/task", (double) (Footprint.residentBytes() - resident) / tasks);
    report.add("heap B/task", (double) (Footprint.liveHeapBytes() - heap) / tasks);
    Runtime.getRuntime().halt(asleep.size() == tasks ? 0 : 1);
  }

  /** M8: cancels 100,000 sleeping tasks and awaits them. */
  static void cancel(Report report) {
    int tasks = 100_000;
    List<Task<@Nullable Void>> asleep = fallAsleep(tasks);
    System.gc();
    long start = System.nanoTime();
    asleep.forEach(Task::cancel);
    gatherOutcomes(asleep);
    report.add("cancel+await", perOperation(start, tasks));
  }

  /** M9: yields under nested calls, with the calls made once or each time. */
  static void nestedSwitches(Report report) {
    int switches = 1_000_000;
    for (int depth : new int[] {0, 20}) {
      long start = System.nanoTime();
      descend(depth, switches);
      report.add("leaf loops, depth " + depth, perOperation(start, switches));
    }
    long start = System.nanoTime();
    for (int i = 0; i < switches; i++) {
      descend(20, 1);
    }
    report.add("call 20 down, yield, return", perOperation(start, switches));
  }

  /** M10: 1,000,000 values of a generator, pulled and pushed. */
  static void generator(Report report) {
    int values = 1_000_000;
    long start = System.nanoTime();
    long sum = 0;
    for (int value : numbers(values)) {
      sum += value;
    }
    report.add("async generator", perOperation(start, values));
    start = System.nanoTime();
    long pushed = numbers(values).stream().mapToLong(value -> value).sum();
    report.add("flow emit/collect", perOperation(start, values));
    if (sum != pushed) {
      throw new AssertionError(sum + " pulled, " + pushed + " pushed");
    }
  }

  private static AsyncGenerator<Integer, ?> numbers(int count) {
    return Asyncio.generator(
        out -> {
          for (int i = 0; i < count; i++) {
            out.yield(i);
          }
        });
  }

  private static int descend(int depth, int yields) {
    if (depth > 0) {
      return descend(depth - 1, yields) + 1;
    }
    yieldTimes(yields);
    return 0;
  }

  private static void yieldTimes(int times) {
    for (int i = 0; i < times; i++) {
      sleep(Duration.ZERO);
    }
  }

  /** Distinct objects: gather runs a coroutine that it is given twice once. */
  private static List<Coroutine<@Nullable Void>> copies(int count, Action action) {
    List<Coroutine<@Nullable Void>> copies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      copies.add(Coroutine.of(action));
    }
    return copies;
  }

  private static List<Task<@Nullable Void>> fallAsleep(int count) {
    List<Task<@Nullable Void>> tasks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tasks.add(createTask(() -> sleep(minutes(60))));
    }
    yieldTimes(2);
    return tasks;
  }

  private static double perOperation(long startNanos, int operations) {
    return (double) (System.nanoTime() - startNanos) / operations;
  }
}
