package asyncio.http.server;

import java.time.Duration;

/**
 * How long the client of a body may still take. It gets its time anew for each 4 KiB: otherwise
 * whoever sends a byte now and then could keep a place for ever. The time in which the application
 * does not read does not count.
 */
final class BodyPace {

  private static final int BYTES = 4 << 10;

  private final double secondsInAll;
  private double secondsLeft;
  private int bytes;

  BodyPace(Duration patience) {
    this.secondsInAll = patience.toNanos() / 1e9;
    this.secondsLeft = secondsInAll;
  }

  double secondsLeft() {
    return secondsLeft;
  }

  /** A piece has come, for which the client was waited for so long. */
  void received(int count, double seconds) {
    bytes += count;
    if (bytes >= BYTES) {
      bytes = 0;
      secondsLeft = secondsInAll;
    } else {
      secondsLeft -= seconds;
    }
  }
}
