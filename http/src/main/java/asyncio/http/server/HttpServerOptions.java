package asyncio.http.server;

import asyncio.stream.ServerOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How to serve.
 *
 * @param streams how to listen, and TLS
 * @param limits what a client may ask for
 * @param patience how long it may take
 */
public record HttpServerOptions(ServerOptions streams, Limits limits, Patience patience) {

  /**
   * What a client may ask for; more is refused with a clear status.
   *
   * @param headBytes of a request's first line and headers together, else 414 or 431
   * @param bodyBytes of a request's body, else 413
   * @param requests how many are served at once; those beyond wait. A stream of events is one of
   *     them as long as it lasts; a websocket is not, once it is open
   * @param waitingRequests how many wait; those beyond get 503
   */
  public record Limits(int headBytes, long bodyBytes, int requests, int waitingRequests) {

    /** 16 KiB of head, 100 MiB of body, 10,000 requests at once and as many waiting. */
    public static final Limits DEFAULT = new Limits(16 << 10, 100L << 20, 10_000, 10_000);

    /**
     * @throws IllegalArgumentException if one is not positive, or negative where none may wait
     */
    public Limits {
      check("bytes of a head", headBytes, 1);
      check("bytes of a body", bodyBytes, 0);
      check("requests at once", requests, 1);
      check("waiting requests", waitingRequests, 0);
    }

    private static void check(String what, long value, int least) {
      if (value < least) {
        throw new IllegalArgumentException(
            "the limit of " + what + " must be at least " + least + ", and is " + value);
      }
    }

    /** A copy with another limit. */
    public Limits withHeadBytes(int newBytes) {
      return new Limits(newBytes, bodyBytes, requests, waitingRequests);
    }

    /** A copy with another limit. */
    public Limits withBodyBytes(long newBytes) {
      return new Limits(headBytes, newBytes, requests, waitingRequests);
    }

    /** A copy with another limit. */
    public Limits withRequests(int newRequests, int newWaiting) {
      return new Limits(headBytes, bodyBytes, newRequests, newWaiting);
    }
  }

  /**
   * How long a client may take; then its connection ends, with 408 if it is in the middle of a
   * request.
   *
   * @param idle between two requests, and before the first
   * @param head from the first byte of a request to the end of its head
   * @param body for each 4 KiB of a body, and for what is left of it in the end; the time in which
   *     the application does not read does not count
   * @param send for taking the next bytes of a response; it is looked at in such intervals, so a
   *     client that takes nothing is cut off after twice this time at the latest
   */
  public record Patience(Duration idle, Duration head, Duration body, Duration send) {

    /** 75 s, 30 s, 30 s and 60 s. */
    public static final Patience DEFAULT =
        new Patience(
            Duration.ofSeconds(75),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));

    /**
     * @throws IllegalArgumentException if one is not positive
     */
    public Patience {
      check("idle", idle);
      check("head", head);
      check("body", body);
      check("sending", send);
    }

    private static void check(String what, Duration value) {
      if (!value.isPositive()) {
        throw new IllegalArgumentException(
            "the patience for " + what + " must be positive, and is " + value);
      }
    }

    /** A copy with another time. */
    public Patience withIdle(Duration newIdle) {
      return new Patience(newIdle, head, body, send);
    }

    /** A copy with another time. */
    public Patience withHead(Duration newHead) {
      return new Patience(idle, newHead, body, send);
    }

    /** A copy with another time. */
    public Patience withBody(Duration newBody) {
      return new Patience(idle, head, newBody, send);
    }

    /** A copy with another time. */
    public Patience withSend(Duration newSend) {
      return new Patience(idle, head, body, newSend);
    }
  }

  /** The defaults of all three. */
  public static final HttpServerOptions DEFAULT =
      new HttpServerOptions(ServerOptions.DEFAULT, Limits.DEFAULT, Patience.DEFAULT);

  /** Checks that nothing is missing. */
  public HttpServerOptions {
    Objects.requireNonNull(streams, "streams");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(patience, "patience");
  }

  /** A copy with other ways to listen, or TLS: {@code options.withStreams(s -> s.withTls(tls))}. */
  public HttpServerOptions withStreams(UnaryOperator<ServerOptions> change) {
    return new HttpServerOptions(change.apply(streams), limits, patience);
  }

  /** A copy with other limits: {@code options.withLimits(l -> l.withBodyBytes(1 << 30))}. */
  public HttpServerOptions withLimits(UnaryOperator<Limits> change) {
    return new HttpServerOptions(streams, change.apply(limits), patience);
  }

  /** A copy with other times: {@code options.withPatience(p -> p.withIdle(ofMinutes(5)))}. */
  public HttpServerOptions withPatience(UnaryOperator<Patience> change) {
    return new HttpServerOptions(streams, limits, change.apply(patience));
  }
}
