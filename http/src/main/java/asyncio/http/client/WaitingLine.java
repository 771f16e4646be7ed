package asyncio.http.client;

import asyncio.failure.Sneaky;
import asyncio.http.HttpException;
import asyncio.http.client.RequestClock.Phase;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Timeout;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * The requests that have no connection yet. They wait for two slots, one of their host and one of
 * all, in the order of their arrival; those that wait for a host hold nothing. Then they wait for a
 * connection to be made. When the session is closed, they fail.
 */
final class WaitingLine {

  private final EventLoop loop;
  private final Slots slots;
  private final Set<Timeout> waiting = new LinkedHashSet<>();

  /**
   * An empty line.
   *
   * @param limit how many slots there are in all; 0 for any number
   */
  WaitingLine(EventLoop loop, int limit) {
    this.loop = loop;
    this.slots = new Slots("in all", limit);
  }

  /** Takes both slots. Suspends unless they are free. If that fails, nothing is taken. */
  void takeSlots(HostPool host, RequestClock clock, ClientTrace trace, TracedRequest request)
      throws IOException, ClientTimeoutException {
    if (tryTakeSlots(host)) {
      return;
    }
    trace.queued(request);
    clock.begin(Phase.QUEUEING);
    run(clock, () -> awaitSlots(host));
    try {
      trace.dequeued(request);
    } catch (Throwable failure) {
      giveSlotsBack(host);
      throw failure;
    }
  }

  private boolean tryTakeSlots(HostPool host) {
    if (!host.slots().tryAcquire()) {
      return false;
    }
    if (!slots.tryAcquire()) {
      host.slots().release();
      return false;
    }
    return true;
  }

  private HostPool awaitSlots(HostPool host) {
    host.slots().acquire();
    try {
      slots.acquire();
    } catch (Throwable failure) {
      host.slots().release();
      throw failure;
    }
    return host;
  }

  void giveSlotsBack(HostPool host) {
    slots.release();
    host.slots().release();
  }

  /** How many slots of all are taken. */
  int slotsTaken() {
    return slots.taken();
  }

  /** Takes time as the clock allows, and ends when the session does. */
  <T> T run(RequestClock clock, Coroutine<T> step) throws IOException, ClientTimeoutException {
    Timeout untilClosed = new Timeout(null);
    waiting.add(untilClosed);
    try {
      return untilClosed.run(() -> clock.run(step));
    } catch (TimeoutException late) {
      if (!untilClosed.expired()) {
        throw Sneaky.raise(late);
      }
      throw new HttpException("the session was closed meanwhile", late);
    } finally {
      waiting.remove(untilClosed);
    }
  }

  /** The session is closed: nobody gets anything any more. */
  void close() {
    waiting.forEach(request -> request.reschedule(loop.time()));
  }
}
