package asyncio.http.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the parts of a request may take; aiohttp's {@code ClientTimeout}. Null stands for no
 * limit.
 *
 * @param total the whole request, redirects and the reading of the response's body included
 * @param connect from the request to a connection, waiting in line included
 * @param poolWait waiting in line, while there are as many connections as there may be
 * @param socketConnect making a connection: looking up the name, TCP, the proxy, TLS
 * @param socketRead waiting for the response once the request was sent, and for each piece of it
 */
public record ClientTimeouts(
    @Nullable Duration total,
    @Nullable Duration connect,
    @Nullable Duration poolWait,
    @Nullable Duration socketConnect,
    @Nullable Duration socketRead) {

  /** 300 s in total, 30 s to connect. */
  public static final ClientTimeouts DEFAULT =
      new ClientTimeouts(Duration.ofSeconds(300), null, null, Duration.ofSeconds(30), null);

  /** No limits. */
  public static final ClientTimeouts NONE = new ClientTimeouts(null, null, null, null, null);

  /**
   * @throws IllegalArgumentException if one is not positive
   */
  public ClientTimeouts {
    check(Budget.TOTAL, total);
    check(Budget.CONNECT, connect);
    check(Budget.POOL_WAIT, poolWait);
    check(Budget.SOCKET_CONNECT, socketConnect);
    check(Budget.SOCKET_READ, socketRead);
  }

  private static void check(Budget budget, @Nullable Duration length) {
    if (length != null && !length.isPositive()) {
      throw new IllegalArgumentException(
          "the " + budget + " must be positive, and is " + length + "; use null for no limit");
    }
  }

  /** A copy with another limit for the whole. */
  public ClientTimeouts withTotal(@Nullable Duration newTotal) {
    return new ClientTimeouts(newTotal, connect, poolWait, socketConnect, socketRead);
  }

  /** A copy with another limit for getting a connection. */
  public ClientTimeouts withConnect(@Nullable Duration newConnect) {
    return new ClientTimeouts(total, newConnect, poolWait, socketConnect, socketRead);
  }

  /** A copy with another limit for waiting in line. */
  public ClientTimeouts withPoolWait(@Nullable Duration newPoolWait) {
    return new ClientTimeouts(total, connect, newPoolWait, socketConnect, socketRead);
  }

  /** A copy with another limit for connecting. */
  public ClientTimeouts withSocketConnect(@Nullable Duration newSocketConnect) {
    return new ClientTimeouts(total, connect, poolWait, newSocketConnect, socketRead);
  }

  /** A copy with another limit for waiting for data. */
  public ClientTimeouts withSocketRead(@Nullable Duration newSocketRead) {
    return new ClientTimeouts(total, connect, poolWait, socketConnect, newSocketRead);
  }

  @Nullable Duration of(Budget budget) {
    return switch (budget) {
      case TOTAL -> total;
      case CONNECT -> connect;
      case POOL_WAIT -> poolWait;
      case SOCKET_CONNECT -> socketConnect;
      case SOCKET_READ -> socketRead;
    };
  }
}
