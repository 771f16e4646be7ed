package asyncio.http.client;

import asyncio.failure.Sneaky;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Timeout;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The time of one request: what it does now and since when, what has been done, and until when that
 * may go on.
 */
@SuppressWarnings("EnumOrdinal") // the moments of the phases are in an array
final class RequestClock {

  /** What is done, one after the other; in each hop again from the beginning. */
  enum Phase {
    QUEUEING("waited # for a free connection", "waiting for a free connection for #"),
    CONNECTING("connected in #", "connecting for #"),
    SENDING("sent in #", "sending for #"),
    AWAITING("the response came after #", "waiting for the response for #"),
    READING("read in #", "reading the response's body for #");

    private static final Phase[] ALL = values();
    private final String done;
    private final String going;

    Phase(String done, String going) {
      this.done = done;
      this.going = going;
    }
  }

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final EventLoop loop;
  private final ClientTimeouts timeouts;
  private final double started;
  private final double[] begun = new double[Phase.ALL.length];
  private double hopStarted;
  private int hops;
  private Phase phase = Phase.QUEUEING;
  private double deadline;
  private @Nullable Budget budget;

  RequestClock(EventLoop loop, ClientTimeouts timeouts) {
    this.loop = loop;
    this.timeouts = timeouts;
    this.started = loop.time();
    startHop(started);
  }

  /** The request begins again, elsewhere or over another connection. */
  void startHop() {
    hops++;
    startHop(loop.time());
  }

  private void startHop(double now) {
    hopStarted = now;
    Arrays.fill(begun, Double.NaN);
    phase = Phase.QUEUEING;
  }

  /** Ends the phase before. */
  void begin(Phase next) {
    double now = loop.time();
    phase = next;
    begun[next.ordinal()] = now;
    setDeadline(now);
  }

  /** A piece of the body is awaited, which has its own time. */
  void awaitPiece() {
    if (timeouts.socketRead() != null) {
      limit(Budget.SOCKET_READ, loop.time());
    }
  }

  /** A piece has come, or the end; what the caller does with it is not the server's time. */
  void pieceCame() {
    if (timeouts.socketRead() != null) {
      setDeadline(loop.time());
    }
  }

  private void setDeadline(double now) {
    deadline = NEVER;
    limit(Budget.TOTAL, started);
    switch (phase) {
      case QUEUEING -> {
        limit(Budget.CONNECT, hopStarted);
        limit(Budget.POOL_WAIT, hopStarted);
      }
      case CONNECTING -> {
        limit(Budget.CONNECT, hopStarted);
        limit(Budget.SOCKET_CONNECT, now);
      }
      case AWAITING -> limit(Budget.SOCKET_READ, now);
      case SENDING, READING -> {}
    }
  }

  private void limit(Budget candidate, double from) {
    Duration length = timeouts.of(candidate);
    if (length != null && from + length.toNanos() / 1e9 < deadline) {
      deadline = from + length.toNanos() / 1e9;
      budget = candidate;
    }
  }

  /** When the time of this phase is over, in seconds of the loop; infinite without a limit. */
  double deadline() {
    return deadline;
  }

  /** Whether the deadline has passed; for work in which no timer can strike. */
  boolean isOver() {
    return deadline <= loop.time();
  }

  /** Does a step of this phase, cancelled at its deadline. */
  <T> T run(Coroutine<T> step) throws IOException, ClientTimeoutException {
    Timeout scope = new Timeout(deadline == NEVER ? null : deadline);
    try {
      return scope.run(step);
    } catch (TimeoutException late) {
      if (!scope.expired()) {
        throw Sneaky.raise(late);
      }
      throw withCause(ranOut(), late);
    }
  }

  private static ClientTimeoutException withCause(ClientTimeoutException failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }

  /** The failure to throw, as the deadline of this phase has struck. */
  ClientTimeoutException ranOut() {
    Budget exhausted = Objects.requireNonNull(budget, "no deadline could strike");
    return new ClientTimeoutException(
        exhausted, Objects.requireNonNull(timeouts.of(exhausted)), whatWasDone());
  }

  private String whatWasDone() {
    StringJoiner text = new StringJoiner(", ");
    if (hops > 0) {
      text.add("asked " + hops + (hops == 1 ? " time" : " times") + " before");
    }
    Phase before = null;
    for (Phase next : Phase.ALL) {
      if (next.ordinal() <= phase.ordinal() && !Double.isNaN(begun[next.ordinal()])) {
        if (before != null) {
          text.add(before.done.replace("#", time(before, begun[next.ordinal()])));
        }
        before = next;
      }
    }
    text.add(phase.going.replace("#", time(phase, loop.time())));
    return text.toString();
  }

  private String time(Phase since, double until) {
    return Durations.text(until - begun[since.ordinal()]);
  }
}
