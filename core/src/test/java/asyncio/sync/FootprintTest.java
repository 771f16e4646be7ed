package asyncio.sync;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.queue.LifoQueue;
import asyncio.queue.PriorityQueue;
import asyncio.queue.Queue;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An idle primitive is so small that there may be one in every object of a program. */
class FootprintTest {

  private static final int BYTES_AT_MOST = 100;
  private static final int OBJECTS = 1000;

  private static final Lock SHARED = new Lock();

  private static final Map<String, Supplier<Object>> PRIMITIVES =
      Map.of(
          "lock", Lock::new,
          "event", Event::new,
          "condition on a shared lock", () -> new Condition(SHARED),
          "semaphore", Semaphore::new,
          "queue", Queue::new,
          "bounded queue", () -> new Queue<>(10),
          "last in, first out", LifoQueue::new,
          "priority queue", PriorityQueue::new);

  @Test
  void idlePrimitivesAreSmall() {
    PRIMITIVES.forEach(
        (name, primitive) -> assertThat(bytesOf(primitive)).as(name).isLessThan(BYTES_AT_MOST));
  }

  /** What an object takes with all that its constructor makes, counted by the JVM. */
  private static long bytesOf(Supplier<Object> constructor) {
    var made = new Object[OBJECTS];
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    made[0] = constructor.get(); // loads the classes
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < OBJECTS; i++) {
      made[i] = constructor.get();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / OBJECTS;
  }
}
