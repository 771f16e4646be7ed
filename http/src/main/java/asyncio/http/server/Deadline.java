package asyncio.http.server;

import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a client's time is over. It is moved with each request, and a timer that
 * rings too early just goes on for the rest: a timer for each request would cost more than the
 * request.
 */
final class Deadline {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final EventLoop loop;
  private final Runnable expired;
  private @Nullable TimerHandle timer;
  private double rings;
  private double at = NEVER;

  Deadline(EventLoop loop, Runnable expired) {
    this.loop = loop;
    this.expired = expired;
  }

  /** Replaces the one before. */
  void set(Duration fromNow) {
    at = loop.time() + fromNow.toNanos() / 1e9;
    TimerHandle ticking = timer;
    if (ticking != null && rings > at) {
      ticking.cancel();
      timer = null;
    }
    if (timer == null) {
      start();
    }
  }

  /** The client has all the time in the world. */
  void clear() {
    at = NEVER;
  }

  /** Leaves no timer behind. */
  void end() {
    TimerHandle ticking = timer;
    if (ticking != null) {
      ticking.cancel();
      timer = null;
    }
  }

  private void start() {
    rings = at;
    timer = loop.callAt(at, this::ring);
  }

  private void ring() {
    timer = null;
    if (at == NEVER) {
      return;
    }
    if (loop.time() >= at) {
      at = NEVER;
      expired.run();
    } else {
      start();
    }
  }
}
