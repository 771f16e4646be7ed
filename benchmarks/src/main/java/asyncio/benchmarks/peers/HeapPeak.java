package asyncio.benchmarks.peers;

import static com.sun.management.GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most that a collection has left in the heap: what was in use, and not just garbage. */
final class HeapPeak {

  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());

  private final LongAccumulator bytes = new LongAccumulator(Math::max, 0);

  private HeapPeak() {}

  /** Watches from now on. */
  static HeapPeak watch() {
    HeapPeak peak = new HeapPeak();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener((news, _) -> peak.collected(news), null, null);
    }
    return peak;
  }

  /** In a thread of the JVM's own. */
  private void collected(Notification news) {
    if (news.getType().equals(GARBAGE_COLLECTION_NOTIFICATION)) {
      bytes.accumulate(
          GarbageCollectionNotificationInfo.from((CompositeData) news.getUserData())
              .getGcInfo()
              .getMemoryUsageAfterGc()
              .entrySet()
              .stream()
              .filter(pool -> heapPools.contains(pool.getKey()))
              .mapToLong(pool -> pool.getValue().getUsed())
              .sum());
    }
  }

  /** 0 if nothing was collected yet. */
  long bytes() {
    return bytes.get();
  }
}
