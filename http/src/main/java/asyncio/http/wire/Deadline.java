package asyncio.http.wire;

import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a peer's time is over. It is moved with each request, and a timer that rings
 * too early just goes on for the rest: a timer for each request would cost more than the request.
 * Loop thread only.
 */
public final class Deadline {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final EventLoop loop;
  private final Runnable expired;
  private @Nullable TimerHandle timer;
  private double rings;
  private double at = NEVER;

  /**
   * None at first.
   *
   * @param expired called by the loop when the time is over
   */
  public Deadline(EventLoop loop, Runnable expired) {
    this.loop = loop;
    this.expired = expired;
  }

  /** Replaces the one before. */
  public void set(Duration fromNow) {
    setAt(loop.time() + fromNow.toNanos() / 1e9);
  }

  /**
   * Replaces the one before.
   *
   * @param when on the loop's clock, in seconds
   */
  public void setAt(double when) {
    at = when;
    TimerHandle ticking = timer;
    if (ticking != null && rings > at) {
      ticking.cancel();
      timer = null;
    }
    if (timer == null) {
      start();
    }
  }

  /** The peer has all the time in the world. */
  public void clear() {
    at = NEVER;
  }

  /** Leaves no timer behind. */
  public void end() {
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

  /**
   * Asks no clock: by its rounding the time might not quite have come, and that again and again.
   */
  private void ring() {
    timer = null;
    if (at == NEVER) {
      return;
    }
    if (at <= rings) {
      at = NEVER;
      expired.run();
    } else {
      start();
    }
  }
}
