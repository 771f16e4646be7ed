package asyncio.http.server;

import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who looks after the clients of requests that take long. A request that is answered soon costs
 * nothing but its place in a list: no timer, no call to the system. Loop thread only.
 */
final class Lookout {

  /** A request is looked after when it is older than this, at the latest when twice as old. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final EventLoop loop;
  private final List<ClientWatch> served = new ArrayList<>();
  private @Nullable TimerHandle timer;

  Lookout(EventLoop loop) {
    this.loop = loop;
  }

  void add(ClientWatch watch) {
    watch.place = served.size();
    served.add(watch);
    if (timer == null) {
      start();
    }
  }

  /** Does nothing if it was removed before. The last one takes its place. */
  void remove(ClientWatch watch) {
    int place = watch.place;
    if (place < served.size() && served.get(place) == watch) {
      ClientWatch last = served.removeLast();
      if (last != watch) {
        served.set(place, last);
        last.place = place;
      }
    }
  }

  private void start() {
    timer = loop.callLater(INTERVAL, this::look);
  }

  private void look() {
    timer = null;
    List.copyOf(served).forEach(ClientWatch::look);
    if (!served.isEmpty()) {
      start();
    }
  }

  /** Leaves no timer behind. */
  void end() {
    TimerHandle ticking = timer;
    if (ticking != null) {
      ticking.cancel();
    }
  }
}
