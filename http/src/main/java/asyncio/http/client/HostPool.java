package asyncio.http.client;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The connections to one destination: slots for those in use, and those that wait for use. */
final class HostPool {

  private final Destination destination;
  private final Slots slots;

  /** The one that was used last comes first: it is the least likely to have been closed. */
  private final Deque<PooledConnection> idle = new ArrayDeque<>();

  HostPool(Destination destination, int limit) {
    this.destination = destination;
    this.slots = new Slots("to " + destination, limit);
  }

  Destination destination() {
    return destination;
  }

  Slots slots() {
    return slots;
  }

  void add(PooledConnection connection) {
    idle.addFirst(connection);
  }

  /** The one that was used last. */
  @Nullable PooledConnection takeNewest() {
    return idle.pollFirst();
  }

  /** The one that was used the longest ago, which stays. */
  @Nullable PooledConnection oldest() {
    return idle.peekLast();
  }

  void remove(PooledConnection connection) {
    idle.remove(connection);
  }

  int idleCount() {
    return idle.size();
  }

  boolean isEmpty() {
    return idle.isEmpty() && slots.isIdle();
  }
}
