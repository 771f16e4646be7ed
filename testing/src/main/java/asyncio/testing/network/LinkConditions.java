package asyncio.testing.network;

import java.time.Duration;

/**
 * What sending from one host to another is like. Immutable.
 *
 * @param minLatency how long anything is under way at least
 * @param maxLatency how long at most; each time by chance. Datagrams overtake each other, bytes of
 *     a connection do not
 * @param bytesPerSecond how much a connection carries; 0 for no limit
 * @param datagramLoss the share of datagrams that get lost, from 0 to 1
 */
public record LinkConditions(
    Duration minLatency, Duration maxLatency, long bytesPerSecond, double datagramLoss) {

  /** Everything arrives at once. */
  public static final LinkConditions IDEAL = new LinkConditions(Duration.ZERO, Duration.ZERO, 0, 0);

  /** Between 1 and 5 milliseconds, without limit or loss: what a network begins with. */
  public static final LinkConditions DEFAULT =
      IDEAL.withLatency(Duration.ofMillis(1), Duration.ofMillis(5));

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public LinkConditions {
    if (minLatency.isNegative() || maxLatency.compareTo(minLatency) < 0) {
      throw new IllegalArgumentException(
          "latencies are not negative, the least one first, and these are "
              + minLatency
              + " and "
              + maxLatency);
    }
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "the bandwidth must not be negative, and is " + bytesPerSecond + "; use 0 for no limit");
    }
    if (!(datagramLoss >= 0 && datagramLoss <= 1)) {
      throw new IllegalArgumentException("the loss is a share from 0 to 1, and is " + datagramLoss);
    }
  }

  /** With latencies by chance between two. */
  public LinkConditions withLatency(Duration min, Duration max) {
    return new LinkConditions(min, max, bytesPerSecond, datagramLoss);
  }

  /** With a limit to what a connection carries, 0 for none. */
  public LinkConditions withBandwidth(long newBytesPerSecond) {
    return new LinkConditions(minLatency, maxLatency, newBytesPerSecond, datagramLoss);
  }

  /** With a share of the datagrams lost. */
  public LinkConditions withDatagramLoss(double share) {
    return new LinkConditions(minLatency, maxLatency, bytesPerSecond, share);
  }
}
