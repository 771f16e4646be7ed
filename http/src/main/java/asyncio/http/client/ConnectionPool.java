package asyncio.http.client;

import asyncio.http.client.RequestClock.Phase;
import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a session; what aiohttp calls a connector.
 *
 * <p>A connection is taken by {@link #acquire} and comes back by {@link #release} or {@link
 * #discard}, whatever happens. Until then it holds two slots, one of its host and one of all, for
 * which requests wait in a {@linkplain WaitingLine line}.
 *
 * <pre>
 *   slot of the host -> slot of all -> idle connection, or a new one -> request -> idle, or closed
 * </pre>
 *
 * <p>No more connections are open than there are slots: a new one replaces an idle one.
 */
final class ConnectionPool {

  private final EventLoop loop;
  private final PoolOptions options;
  private final Dialer dialer;
  private final WaitingLine line;
  private final Map<Destination, HostPool> hosts = new LinkedHashMap<>();
  private final Set<PooledConnection> open = new LinkedHashSet<>();

  private @Nullable TimerHandle sweep;
  private double sweepTime;
  private boolean closed;

  ConnectionPool(EventLoop loop, PoolOptions options, Dialer dialer) {
    this.loop = loop;
    this.options = options;
    this.dialer = dialer;
    this.line = new WaitingLine(loop, options.limit());
  }

  // ---- taking

  /**
   * A connection for one request. Suspends unless one is idle. Cancelled, nothing is taken.
   *
   * @param fresh whether it must be a new one, as one that was idle has turned out dead; then the
   *     others are ended as well
   * @throws CannotConnectException if there is no way to the server
   */
  PooledConnection acquire(
      Destination destination,
      boolean fresh,
      RequestClock clock,
      ClientTrace trace,
      TracedRequest request)
      throws IOException, ClientTimeoutException {
    checkOpen();
    HostPool host =
        hosts.computeIfAbsent(destination, key -> new HostPool(key, options.limitPerHost()));
    takeSlots(host, clock, trace, request);
    try {
      checkOpen();
      return take(host, fresh, clock, trace, request);
    } catch (Throwable failure) {
      giveSlotsBack(host);
      throw failure;
    }
  }

  private void takeSlots(
      HostPool host, RequestClock clock, ClientTrace trace, TracedRequest request)
      throws IOException, ClientTimeoutException {
    try {
      line.takeSlots(host, clock, trace, request);
    } catch (Throwable failure) {
      forgetIfEmpty(host);
      throw failure;
    }
  }

  private PooledConnection take(
      HostPool host, boolean fresh, RequestClock clock, ClientTrace trace, TracedRequest request)
      throws IOException, ClientTimeoutException {
    PooledConnection idle = takeIdle(host, fresh);
    PooledConnection taken = idle == null ? make(host, clock, trace, request) : idle;
    try {
      if (idle == null) {
        trace.connectionCreated(request);
      } else {
        trace.connectionReused(request);
      }
      return taken;
    } catch (Throwable failure) {
      end(taken);
      throw failure;
    }
  }

  private PooledConnection make(
      HostPool host, RequestClock clock, ClientTrace trace, TracedRequest request)
      throws IOException, ClientTimeoutException {
    makeRoom();
    clock.begin(Phase.CONNECTING);
    return line.run(clock, () -> connect(host, trace, request));
  }

  private @Nullable PooledConnection takeIdle(HostPool host, boolean fresh) {
    for (PooledConnection next = host.takeNewest(); next != null; next = host.takeNewest()) {
      if (!fresh && next.isQuiet()) {
        return next;
      }
      end(next);
    }
    return null;
  }

  private PooledConnection connect(HostPool host, ClientTrace trace, TracedRequest request)
      throws IOException {
    trace.connectionStarted(request);
    PooledConnection made =
        new PooledConnection(loop, host, dialer.connect(host.destination(), trace, request));
    open.add(made);
    if (closed) {
      end(made);
      checkOpen();
    }
    return made;
  }

  /** For those who have a slot: ends those that have been idle for the longest time. */
  private void makeRoom() {
    PooledConnection oldest = oldestIdle();
    while (options.limit() > 0 && oldest != null && line.slotsTaken() + idle() > options.limit()) {
      endIdle(oldest);
      oldest = oldestIdle();
    }
  }

  private @Nullable PooledConnection oldestIdle() {
    PooledConnection oldest = null;
    for (HostPool host : hosts.values()) {
      PooledConnection candidate = host.oldest();
      if (candidate != null && (oldest == null || candidate.idleSince() < oldest.idleSince())) {
        oldest = candidate;
      }
    }
    return oldest;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "the session is closed; make requests while it is open, or make another one");
    }
  }

  // ---- giving back

  /** The request and its response are over; the connection is good for another one. */
  void release(PooledConnection connection) {
    if (closed || connection.connection().writer().isClosing()) {
      discard(connection);
      return;
    }
    connection.startIdling(loop.time());
    connection.home().add(connection);
    giveSlotsBack(connection.home());
    startSweeping();
  }

  /** Ends a connection that is of no use any more. */
  void discard(PooledConnection connection) {
    end(connection);
    giveSlotsBack(connection.home());
  }

  /** Cuts a connection in the middle of a request or response. */
  void abort(PooledConnection connection) {
    connection.abort();
    discard(connection);
  }

  private void giveSlotsBack(HostPool host) {
    line.giveSlotsBack(host);
    forgetIfEmpty(host);
  }

  private void end(PooledConnection connection) {
    open.remove(connection);
    connection.close();
  }

  private void endIdle(PooledConnection connection) {
    connection.home().remove(connection);
    end(connection);
    forgetIfEmpty(connection.home());
  }

  private void forgetIfEmpty(HostPool host) {
    if (host.isEmpty()) {
      hosts.remove(host.destination(), host);
    }
  }

  // ---- idle connections

  private void startSweeping() {
    if (sweep == null) {
      sweepAt(loop.time() + options.keepAliveSeconds());
    }
  }

  private void sweepAt(double when) {
    sweepTime = when;
    sweep = loop.callAt(when, this::sweep);
  }

  /**
   * Ends those that have been idle for long enough. Asks no clock: by its rounding the time might
   * not quite have come, and that again and again.
   */
  private void sweep() {
    sweep = null;
    double next = Double.POSITIVE_INFINITY;
    for (HostPool host : List.copyOf(hosts.values())) {
      PooledConnection oldest = host.oldest();
      while (oldest != null && endOfIdling(oldest) <= sweepTime) {
        endIdle(oldest);
        oldest = host.oldest();
      }
      if (oldest != null) {
        next = Math.min(next, endOfIdling(oldest));
      }
    }
    if (next < Double.POSITIVE_INFINITY) {
      sweepAt(next);
    }
  }

  private double endOfIdling(PooledConnection idle) {
    return idle.idleSince() + options.keepAliveSeconds();
  }

  // ---- the end

  boolean isClosed() {
    return closed;
  }

  /**
   * Ends idle connections in good order and cuts those in use, but for websockets; requests that
   * wait for one fail. Does not suspend.
   *
   * @return those that have not ended yet
   */
  List<PooledConnection> close() {
    closed = true;
    TimerHandle sweeping = sweep;
    if (sweeping != null) {
      sweeping.cancel();
      sweep = null;
    }
    List<PooledConnection> ending = new ArrayList<>();
    for (HostPool host : List.copyOf(hosts.values())) {
      for (PooledConnection idle = host.takeNewest(); idle != null; idle = host.takeNewest()) {
        end(idle);
        ending.add(idle);
      }
      forgetIfEmpty(host);
    }
    open.stream().filter(busy -> !busy.isWebSocket()).forEach(PooledConnection::abort);
    line.close();
    return ending;
  }

  int inUse() {
    return line.slotsTaken();
  }

  int idle() {
    return hosts.values().stream().mapToInt(HostPool::idleCount).sum();
  }

  @Override
  public String toString() {
    return inUse() + " connections in use, " + idle() + " idle";
  }
}
