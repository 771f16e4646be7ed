package asyncio.testing.network;

import asyncio.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection: what is sent arrives in order, after a time. While the hosts are
 * parted it is held back, as the retransmissions of TCP do in effect. Loop thread only.
 */
final class Lane {

  private final SimulatedNetwork network;
  private final SimulatedHost from;
  private final SimulatedHost to;
  private final Deque<TimerHandle> underWay = new ArrayDeque<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private long freeAtNanos;
  private long lastArrivalNanos;
  private boolean dropped;

  Lane(SimulatedNetwork network, SimulatedHost from, SimulatedHost to) {
    this.network = network;
    this.from = from;
    this.to = to;
    network.addLane(this);
  }

  /** Sends something that occupies the line with a number of bytes. */
  void send(int bytes, Runnable arrival) {
    if (dropped) {
      return;
    }
    LinkConditions conditions = network.conditions(from, to);
    long now = network.nanos();
    freeAtNanos = Math.max(now, freeAtNanos) + transmissionNanos(bytes, conditions);
    long arrivalNanos = freeAtNanos + network.latencyNanos(conditions);
    lastArrivalNanos = Math.max(arrivalNanos, lastArrivalNanos);
    underWay.add(
        network.loop().callLater(Duration.ofNanos(lastArrivalNanos - now), () -> arrive(arrival)));
  }

  private static long transmissionNanos(int bytes, LinkConditions conditions) {
    long rate = conditions.bytesPerSecond();
    return rate == 0 ? 0 : Math.ceilDiv(bytes * 1_000_000_000L, rate);
  }

  private void arrive(Runnable arrival) {
    underWay.remove();
    if (!held.isEmpty() || network.areParted(from, to)) {
      held.add(arrival);
    } else {
      arrival.run();
    }
  }

  /** The hosts may have come together: what was held back sets out again. */
  void retransmit() {
    if (!network.areParted(from, to)) {
      Deque<Runnable> waiting = new ArrayDeque<>(held);
      held.clear();
      waiting.forEach(arrival -> send(0, arrival));
    }
  }

  /** Nobody waits for what is under way. */
  void drop() {
    dropped = true;
    underWay.forEach(TimerHandle::cancel);
    underWay.clear();
    held.clear();
    network.removeLane(this);
  }
}
