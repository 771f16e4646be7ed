package asyncio.loop;

import asyncio.spi.Poller;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How other threads reach a loop: a lock-free queue, and at most one wake-up for all that arrives
 * while the loop sleeps.
 *
 * <p>No wake-up is lost between "the queue is empty" and the wait: the loop announces that it
 * sleeps, looks once more, and only then waits; a producer first adds and then looks for the
 * announcement. Whatever the interleaving, one of the two sees the other.
 */
final class Inbox {

  private final ConcurrentLinkedQueue<Ready> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sleeping = new AtomicBoolean();
  private final Poller poller;

  Inbox(Poller poller) {
    this.poller = poller;
  }

  /** Any thread. */
  void add(Ready entry) {
    queue.add(entry);
    wakeup();
  }

  /** Any thread: ends the loop's sleep, if it sleeps. */
  void wakeup() {
    if (sleeping.get() && sleeping.compareAndSet(true, false)) {
      poller.wakeup();
    }
  }

  /** Loop thread. */
  @Nullable Ready poll() {
    return queue.poll();
  }

  /** Loop thread. */
  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Loop thread: waits in the poller unless something is here already. */
  void sleep(long timeoutNanos, boolean foreignWork) {
    sleeping.set(true);
    try {
      if (queue.isEmpty()) {
        poller.await(timeoutNanos, foreignWork);
      }
    } finally {
      sleeping.set(false);
    }
  }
}
