package asyncio.testing.network;

import asyncio.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: what is sent arrives after a time, and is delivered in the order
 * of sending. What meets a partition gets lost, and is sent again when the hosts have come
 * together; what has overtaken it waits meanwhile, as in the buffers of TCP. Loop thread only.
 */
final class Lane {

  /** Something on its way, or lost on it. */
  private static final class Segment {

    private final int bytes;
    private final Runnable arrival;
    private @Nullable TimerHandle underWay;
    private boolean arrived;

    Segment(int bytes, Runnable arrival) {
      this.bytes = bytes;
      this.arrival = arrival;
    }

    boolean isLost() {
      return underWay == null && !arrived;
    }

    void cancel() {
      if (underWay != null) {
        underWay.cancel();
      }
    }
  }

  private final SimulatedNetwork network;
  private final SimulatedHost from;
  private final SimulatedHost to;

  /** In the order of sending. */
  private final Deque<Segment> undelivered = new ArrayDeque<>();

  private long freeAtNanos;
  private boolean dropped;

  Lane(SimulatedNetwork network, SimulatedHost from, SimulatedHost to) {
    this.network = network;
    this.from = from;
    this.to = to;
    network.addLane(this);
  }

  /**
   * Sends something that occupies the line with a number of bytes; the network ends with its loop.
   */
  void send(int bytes, Runnable arrival) {
    if (!dropped && !network.loop().isClosed()) {
      Segment segment = new Segment(bytes, arrival);
      undelivered.add(segment);
      transmit(segment);
    }
  }

  private void transmit(Segment segment) {
    if (network.areParted(from, to)) {
      return; // and is lost
    }
    LinkConditions conditions = network.conditions(from, to);
    long now = network.nanos();
    freeAtNanos = Math.max(now, freeAtNanos) + transmissionNanos(segment.bytes, conditions);
    long arrivalNanos = freeAtNanos + network.latencyNanos(conditions);
    segment.underWay =
        network.loop().callLater(Duration.ofNanos(arrivalNanos - now), () -> arrive(segment));
  }

  private static long transmissionNanos(int bytes, LinkConditions conditions) {
    long rate = conditions.bytesPerSecond();
    return rate == 0 ? 0 : Math.ceilDiv(bytes * 1_000_000_000L, rate);
  }

  private void arrive(Segment segment) {
    segment.underWay = null;
    segment.arrived = !network.areParted(from, to);
    while (!undelivered.isEmpty() && undelivered.getFirst().arrived) {
      undelivered.removeFirst().arrival.run();
    }
  }

  /** The hosts have come together: what was lost sets out again. */
  void retransmit() {
    undelivered.stream().filter(Segment::isLost).forEach(this::transmit);
  }

  /** The sender remembers nothing: what is lost stays lost, and what follows is of no use. */
  void forget() {
    List<Segment> useless = undelivered.stream().dropWhile(segment -> !segment.isLost()).toList();
    useless.forEach(Segment::cancel);
    undelivered.removeAll(useless);
  }

  /** Nobody waits for what is under way. */
  void drop() {
    dropped = true;
    undelivered.forEach(Segment::cancel);
    undelivered.clear();
    network.removeLane(this);
  }
}
